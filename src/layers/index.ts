// Layers for models of tfjs-layers.
export { Reparameterize, type ReparameterizeConfig } from './Reparameterize';

// What makes them known to tfl.loadLayersModel.
export { registerLayers } from './registerLayers';
