// A program that imports the package while something else in it requires it: two copies of our
// code over one tfjs.
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-layers';
import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import * as imported from 'variate';
import { check } from './check.cjs';

const required = createRequire(import.meta.url)('variate');
const { bernoulliNll, reparameterize } = required;
tf.enableProdMode();
await tf.setBackend('cpu');
const report = {
  copies: new Set([imported.bernoulliNll, required.bernoulliNll]).size,
  results: {
    required: check(tf, required),
    // The key is made by the one copy and used by the other.
    mixed: check(tf, { ...imported, bernoulliNll, reparameterize }),
  },
};
console.log(JSON.stringify(report));
