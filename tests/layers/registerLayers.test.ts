import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { Reparameterize, registerLayers } from '../../src/layers';

describe('registerLayers', () => {
  it('registers every layer under its class name, however often it is called', () => {
    for (let call = 0; call < 2; call++) {
      registerLayers();
      const { classNameMap } = tf.serialization.SerializationMap.getMap();
      expect(classNameMap['Reparameterize']?.[0]).toBe(Reparameterize);
    }
  });
});
