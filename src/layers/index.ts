// Layers for models of tfjs-layers.
export { ConditionalDense, type ConditionalDenseConfig } from './ConditionalDense';
export { Reparameterize, type ReparameterizeConfig } from './Reparameterize';

// What makes them known to tfl.loadLayersModel.
export { registerLayers } from './registerLayers';
