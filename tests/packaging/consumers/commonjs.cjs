'use strict';

require('@tensorflow/tfjs-backend-cpu');
require('@tensorflow/tfjs-backend-wasm');
require('@tensorflow/tfjs-layers');
const tf = require('@tensorflow/tfjs-core');
const { checkBackends } = require('./check.cjs');

checkBackends(tf, {
  variate: require('variate'),
  layers: require('variate/layers'),
  wasm: require('variate/wasm'),
}).then((report) => console.log(JSON.stringify(report)));
