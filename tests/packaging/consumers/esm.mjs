import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import * as variate from 'variate';
import * as layers from 'variate/layers';
import * as wasm from 'variate/wasm';
import { checkBackends } from './check.cjs';

checkBackends(tf, { variate, layers, wasm }).then((report) => console.log(JSON.stringify(report)));
