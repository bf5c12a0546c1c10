'use strict';

// What every consumer does with the package. CommonJS, so that each kind of consumer can load it;
// the modules are handed in, as how they are loaded is what is tested.

/** Uses the package as a program would, and returns plain numbers that all must agree on. */
function check(tf, variate) {
  return tf.tidy(() => {
    const numbers = (tensor) => Array.from(tensor.dataSync());
    const target = tf.tensor2d([[1, 0]]);
    const loss = (weights) =>
      variate.bernoulliNll(target, tf.matMul(tf.tensor2d([[1]]), weights), { reduction: 'mean' });
    const mean = tf.tensor2d([[1, -2]]);
    const logVar = tf.zeros([1, 2]);
    const kl = (at) => variate.gaussianKl({ mean: at, logVar }, undefined, { reduction: 'sum' });
    const corner = [
      [0, 0],
      [1, 0],
      [0, 1],
    ];
    const features = tf.tensor2d([...corner, ...corner.map(([x, y]) => [9 - x, 9 - y])]);
    const labels = tf.tensor1d([0, 0, 0, 1, 1, 1], 'int32');
    const classifier = variate.fitGaussianClassifier(features, labels, { shrinkage: 0.1 });
    return {
      nllGradient: numbers(tf.grad(loss)(tf.tensor2d([[0, 2]]))),
      klGradient: numbers(tf.grad(kl)(mean)),
      sample: numbers(variate.reparameterize({ mean, logVar }, { key: variate.randomKey(7) })),
      predicted: numbers(classifier.predict(features)),
    };
  });
}

/** The same on the backends that the package supports, and the names of what it exports. */
async function checkBackends(tf, { variate, layers, wasm }) {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const cpu = check(tf, variate);
  await tf.setBackend('wasm');
  const stock = check(tf, variate);
  await wasm.enableWasmTraining();
  const training = check(tf, variate);
  return {
    results: { cpu, stock, training },
    names: [variate, layers, wasm].map((entry) => Object.keys(entry).sort()),
  };
}

exports.check = check;
exports.checkBackends = checkBackends;
