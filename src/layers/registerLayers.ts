import * as tf from '@tensorflow/tfjs-core';
import { ConditionalDense } from './ConditionalDense';
import { Reparameterize } from './Reparameterize';

/**
 * Makes the layers of this package known to tfjs, so that saved models that contain them load.
 *
 * Importing the package registers nothing, because an import without effects can be left out of a
 * bundle. Calling it again changes nothing.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import { registerLayers, Reparameterize } from 'variate/layers';
 *
 * registerLayers(); // before tfl.loadLayersModel
 * console.log(tf.serialization.getRegisteredName(Reparameterize)); // Custom>Reparameterize
 * ```
 * @see https://js.tensorflow.org/api/latest/#serialization.registerClass
 */
export function registerLayers(): void {
  tf.serialization.registerClass(ConditionalDense);
  tf.serialization.registerClass(Reparameterize);
}
