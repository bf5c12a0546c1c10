import { readFileSync } from 'node:fs';
import { type Contender, type Task, tensorsOf } from '../support/contender';
import { inputValues } from '../support/inputValues';
import type { InputSpec } from '../support/protocol';

// jax-js asks for the number of cores there, and Node 20 has no such global.
(globalThis as { navigator?: unknown }).navigator ??= {};
const {
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  nn,
  numpy: np,
  random,
  tree,
  valueAndGrad,
} = await import('@jax-js/jax');
type Arr = ReturnType<typeof np.array>;
type Arrays = Record<string, Arr>;

function array(spec: InputSpec): Arr {
  const values = inputValues(spec);
  return spec.kind === 'labels'
    ? np.array(Int32Array.from(values))
    : np.array(values).reshape([...spec.shape]);
}

// Every use of an array but its last is through `.ref`: jax-js counts references.

const bernoulli = (target: Arr, logits: Arr): Arr =>
  nn.softplus(logits.ref).sub(target.mul(logits)).sum(1);

const standardKl = (mean: Arr, logVar: Arr): Arr =>
  np.exp(logVar.ref).add(np.square(mean)).sub(1).sub(logVar).sum(1).mul(0.5);

const sample = (mean: Arr, logVar: Arr, key: Arr): Arr => {
  const noise = random.normal(key, mean.shape);
  return mean.add(np.exp(logVar.mul(0.5)).mul(noise));
};

function iic(logits: Arr, pairedLogits: Arr): Arr {
  const counts = np.matmul(np.transpose(nn.softmax(logits, 1)), nn.softmax(pairedLogits, 1));
  const symmetric = counts.ref.add(np.transpose(counts));
  const joint = np.maximum(symmetric.ref.div(symmetric.sum()), 1e-12);
  const rows = np.log(joint.ref.sum(1, { keepdims: true }));
  const columns = np.log(joint.ref.sum(0, { keepdims: true }));
  return joint.ref.mul(rows.add(columns).sub(np.log(joint))).sum();
}

function marginal(images: Arr, labelLogits: Arr, logitsPerRow: Arr): Arr {
  const [batch, classes] = labelLogits.shape as [number, number];
  const rows = np.tile(images, [classes, 1]);
  const losses = np.transpose(bernoulli(rows, logitsPerRow).reshape([classes, batch]));
  const logProbs = nn.logSoftmax(labelLogits, 1);
  return np.exp(logProbs.ref).mul(losses.add(logProbs)).sum(1).mean();
}

const dense = (x: Arr, parameters: Arrays, name: string): Arr =>
  np.matmul(x, parameters[`${name}/kernel`] as Arr).add(parameters[`${name}/bias`] as Arr);

function negativeElbo(parameters: Arrays, images: Arr, key: Arr): Arr {
  const hidden = (x: Arr, name: string): Arr => nn.relu(dense(x, parameters, name));
  const code = hidden(hidden(images.ref, 'hidden1'), 'hidden2');
  const mean = dense(code.ref, parameters, 'mean');
  const logVar = dense(code, parameters, 'logVar');
  const latent = sample(mean.ref, logVar.ref, key);
  const decoded = hidden(hidden(latent, 'decoded1'), 'decoded2');
  return bernoulli(images, dense(decoded, parameters, 'logits'))
    .add(standardKl(mean, logVar))
    .mean();
}

/** The bound of M2 for images without labels, the first layers linear in image and label apart. */
function unlabelledBound(parameters: Arrays, images: Arr, key: Arr): Arr {
  const [batch, pixels] = images.shape as [number, number];
  const [classes, units] = (parameters['encode/label'] as Arr).shape as [number, number];
  const conditioned = (x: Arr, name: string): Arr => {
    const perLabel = (parameters[`${name}/label`] as Arr).reshape([classes, 1, units]);
    const parts = dense(x, parameters, name).reshape([-1, batch, units]);
    return nn.relu(parts.add(perLabel)).reshape([classes * batch, units]);
  };
  const labelLogits = dense(
    nn.relu(dense(images.ref, parameters, 'classify')),
    parameters,
    'labelLogits',
  );
  const code = conditioned(images.ref, 'encode');
  const mean = dense(code.ref, parameters, 'mean');
  const logVar = dense(code, parameters, 'logVar');
  const latent = sample(mean.ref, logVar.ref, key);
  const logits = dense(conditioned(latent, 'decode'), parameters, 'logits');
  const shared = images.reshape([1, batch, pixels]);
  const perPixel = logits.reshape([classes, batch, pixels]);
  const nll = nn.softplus(perPixel.ref).sub(shared.mul(perPixel)).sum(2);
  const divergence = standardKl(mean, logVar).reshape([classes, batch]);
  const losses = np.transpose(nll.add(divergence)).add(Math.log(classes));
  const logProbs = nn.logSoftmax(labelLogits, 1);
  return np.exp(logProbs.ref).mul(losses.add(logProbs)).sum(1).mean();
}

/** A jitted loss with its gradients to the arguments with these numbers. */
function lossAndGradients(
  inputs: readonly (Arr | undefined)[],
  argnums: number[],
  loss: (...inputs: [Arr, Arr, Arr]) => Arr,
  further: () => Arr[] = () => [],
): Task {
  const jitted = jit(valueAndGrad(loss, { argnums }) as (...inputs: Arr[]) => [Arr, Arr[]]);
  const run = async (): Promise<number> => {
    const referenced = inputs.map((input) => (input as Arr).ref);
    const [value, gradients] = jitted(...referenced, ...further()) as [Arr, Arr[]];
    await blockUntilReady(gradients);
    tree.dispose(gradients);
    return value.dataSync()[0] as number;
  };
  return { step: run, value: run };
}

/** One jitted step of Adam on all parameters. */
function trainingStep(
  objective: (parameters: Arrays, images: Arr, key: Arr) => Arr,
  { images, ...initial }: Arrays,
): Task {
  type State = [parameters: Arrays, first: Arrays, second: Arrays];
  const adamStep = (
    ...[parameters, first, second, rate, epsilon, images, key]: [
      ...State,
      rate: Arr,
      epsilon: Arr,
      images: Arr,
      key: Arr,
    ]
  ): [Arr, ...State] => {
    const [loss, gradients] = valueAndGrad(objective)(tree.ref(parameters), images, key);
    const updated: State = [{}, {}, {}];
    for (const [name, gradient] of Object.entries(gradients as Arrays)) {
      const m = (first[name] as Arr).mul(0.9).add(gradient.ref.mul(0.1));
      const v = (second[name] as Arr).mul(0.999).add(np.square(gradient).mul(0.001));
      const change = m.ref.mul(rate.ref).div(np.sqrt(v.ref).add(epsilon.ref));
      updated[0][name] = (parameters[name] as Arr).sub(change);
      updated[1][name] = m;
      updated[2][name] = v;
    }
    tree.dispose([rate, epsilon]);
    return [loss, ...updated];
  };
  const jitted = jit(adamStep);

  const zeros = (): Arrays =>
    Object.fromEntries(
      Object.entries(initial).map(([name, value]) => [name, np.zeros(value.shape)]),
    );
  let state: State = [initial, zeros(), zeros()];
  let steps = 0;
  const run = async (): Promise<number> => {
    steps++;
    const correction = Math.sqrt(1 - 0.999 ** steps);
    const rate = np.array((1e-3 * correction) / (1 - 0.9 ** steps));
    const epsilon = np.array(1e-8 * correction);
    const [loss, ...updated] = jitted(
      ...state,
      rate,
      epsilon,
      (images as Arr).ref,
      random.key(steps),
    ) as [Arr, ...State];
    state = updated;
    await blockUntilReady(state);
    return loss.dataSync()[0] as number;
  };
  return { step: run, value: run };
}

const tasks: Readonly<Record<string, (inputs: Arrays) => Task>> = {
  bernoulliNll: ({ target, logits }) =>
    lossAndGradients([target, logits], [1], (target, logits) => bernoulli(target, logits).mean()),
  gaussianNll: ({ target, mean, logVar }) =>
    lossAndGradients([target, mean, logVar], [1, 2], (target, mean, logVar) =>
      np
        .square(target.sub(mean))
        .div(np.exp(logVar.ref))
        .add(logVar)
        .add(Math.log(2 * Math.PI))
        .mul(0.5)
        .sum(1)
        .mean(),
    ),
  categoricalNll: ({ labels, logits }) =>
    lossAndGradients([labels, logits], [1], (labels, logits) =>
      nn.oneHot(labels, 10).mul(nn.logSoftmax(logits, 1)).sum(1).mean().mul(-1),
    ),
  gaussianKl: ({ mean, logVar }) =>
    lossAndGradients([mean, logVar], [0, 1], (mean, logVar) => standardKl(mean, logVar).mean()),
  reparameterize: ({ mean, logVar }) => {
    let draws = 0;
    const { step } = lossAndGradients(
      [mean, logVar],
      [0, 1],
      (mean, logVar, key) => sample(mean, logVar, key).sum(),
      () => [random.key(draws++)],
    );
    return { step };
  },
  iicLoss: ({ logits, pairedLogits }) => lossAndGradients([logits, pairedLogits], [0, 1], iic),
  marginalizeLabels: ({ images, labelLogits, logitsPerRow }) =>
    lossAndGradients([images, labelLogits, logitsPerRow], [1, 2], marginal),
  randomNormal: () => {
    let draws = 0;
    const draw = jit((key: Arr) => random.normal(key, [1_000_000]));
    return {
      step: async () => {
        const normals = draw(random.key(draws++));
        await blockUntilReady(normals);
        normals.dispose();
      },
    };
  },
  dense: ({ x, kernel }) =>
    lossAndGradients([x, kernel], [0, 1], (x, kernel) => np.square(np.matmul(x, kernel)).mean()),
  vaeStep: (inputs) => trainingStep(negativeElbo, inputs),
  semiSupervisedStep: (inputs) => trainingStep(unlabelledBound, inputs),
};

const packageFile = new URL('../../node_modules/@jax-js/jax/package.json', import.meta.url);

/** The same by hand in jax-js, jitted, on its wasm backend. */
export const contender: Contender = {
  async start() {
    await init('wasm');
    defaultDevice('wasm');
    const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string };
    return `by hand in jax-js ${version}, wasm, jit`;
  },
  prepare: (workload, inputs) =>
    tasks[workload]?.(tensorsOf(inputs, array)) ?? 'jax-js has nothing of the kind',
};
