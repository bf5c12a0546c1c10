"""PyTorch and scikit-learn, on one thread, as a contender of the bench.

Answers one JSON line on standard output for every line on standard input; the messages are
described in bench/support/protocol.ts.
"""

import json
import math
import sys
import time


def answer(**message):
    print(json.dumps(message), flush=True)


try:
    import numpy
    import torch
except ImportError as error:
    answer(absent=str(error))
    sys.exit()
try:
    import sklearn
    from sklearn.discriminant_analysis import QuadraticDiscriminantAnalysis
except ImportError:
    sklearn = None

torch.set_num_threads(1)
functional = torch.nn.functional


def values(spec):
    """The values that a specification stands for, as in bench/support/inputValues.ts."""
    index = numpy.arange(int(numpy.prod(spec["shape"])), dtype=numpy.uint32)
    with numpy.errstate(over="ignore"):
        h = index + numpy.uint32(spec["seed"] * 0x9E3779B9 & 0xFFFFFFFF)
        h = (h ^ (h >> numpy.uint32(16))) * numpy.uint32(0x85EBCA6B)
        h = (h ^ (h >> numpy.uint32(13))) * numpy.uint32(0xC2B2AE35)
        h = h ^ (h >> numpy.uint32(16))
    uniform = h / 2**32
    if spec["kind"] == "binary":
        return (uniform < spec["high"]).astype(numpy.float32)
    if spec["kind"] == "labels":
        return numpy.floor(uniform * spec["high"]).astype(numpy.int64)
    return (spec["low"] + uniform * (spec["high"] - spec["low"])).astype(numpy.float32)


def tensors(specs):
    return {name: torch.from_numpy(values(spec)).reshape(spec["shape"]) for name, spec in specs.items()}


def loss_and_gradients(specs, names, loss):
    inputs = tensors(specs)
    leaves = [inputs[name].requires_grad_() for name in names]

    def step():
        value = loss(**inputs)
        torch.autograd.grad(value, leaves)
        return value.item()

    return step


def bernoulli(target, logits):
    return functional.binary_cross_entropy_with_logits(logits, target, reduction="none").sum(1)


def standard_kl(mean, logVar):
    return 0.5 * (logVar.exp() + mean**2 - 1 - logVar).sum(1)


def sample(mean, logVar):
    return mean + (0.5 * logVar).exp() * torch.randn_like(mean)


def gaussian(target, mean, logVar):
    return functional.gaussian_nll_loss(mean, target, logVar.exp(), full=True, reduction="none").sum(1)


def iic(logits, pairedLogits):
    counts = logits.softmax(1).T @ pairedLogits.softmax(1)
    joint = counts + counts.T
    joint = (joint / joint.sum()).clamp(min=1e-12)
    marginals = joint.sum(1, keepdim=True).log() + joint.sum(0, keepdim=True).log()
    return (joint * (marginals - joint.log())).sum()


def marginal(images, labelLogits, logitsPerRow):
    batch, classes = labelLogits.shape
    losses = bernoulli(images.repeat(classes, 1), logitsPerRow).reshape(classes, batch).T
    log_probs = labelLogits.log_softmax(1)
    return (log_probs.exp() * (losses + log_probs)).sum(1).mean()


def training_step(parameters, loss):
    """A step of Adam on `loss(dense)`, where `dense(x, name)` is the linear layer of this name."""
    for parameter in parameters.values():
        parameter.requires_grad_()
    optimizer = torch.optim.Adam(parameters.values(), lr=1e-3)

    def dense(x, name):
        return torch.addmm(parameters[name + "/bias"], x, parameters[name + "/kernel"])

    def step():
        value = loss(dense)
        optimizer.zero_grad()
        value.backward()
        optimizer.step()
        return value.item()

    return step


def vae_step(specs):
    parameters = tensors(specs)
    images = parameters.pop("images")

    def loss(dense):
        code = dense(dense(images, "hidden1").relu(), "hidden2").relu()
        mean, log_var = dense(code, "mean"), dense(code, "logVar")
        decoded = dense(dense(sample(mean, log_var), "decoded1").relu(), "decoded2").relu()
        nll = bernoulli(images, dense(decoded, "logits"))
        return (nll + standard_kl(mean, log_var)).mean()

    return training_step(parameters, loss)


def semi_supervised_step(specs):
    parameters = tensors(specs)
    images = parameters.pop("images")
    for name in ["encode", "decode"]:
        parts = [parameters[name + "/kernel"], parameters.pop(name + "/label")]
        parameters[name + "/kernel"] = torch.cat(parts)
    batch, classes = images.shape[0], 10

    def loss(dense):
        rows = images.repeat(classes, 1)
        labels = torch.eye(classes).repeat_interleave(batch, 0)
        label_logits = dense(dense(images, "classify").relu(), "labelLogits")
        code = dense(torch.cat([rows, labels], 1), "encode").relu()
        mean, log_var = dense(code, "mean"), dense(code, "logVar")
        decoded = dense(torch.cat([sample(mean, log_var), labels], 1), "decode").relu()
        per_row = bernoulli(rows, dense(decoded, "logits")) + standard_kl(mean, log_var)
        per_label = per_row.reshape(classes, batch).T + math.log(classes)
        log_probs = label_logits.log_softmax(1)
        return (log_probs.exp() * (per_label + log_probs)).sum(1).mean()

    return training_step(parameters, loss)


def convolution(x, filter):
    images, filters = x.permute(0, 3, 1, 2), filter.permute(3, 2, 0, 1)
    return functional.conv2d(images, filters, padding=1).square().mean()


def clustering_step(specs):
    parameters = tensors(specs)
    images = parameters.pop("images")
    images = images.reshape(images.shape[0], 1, 28, 28)
    for name, parameter in parameters.items():
        if parameter.dim() == 4:
            parameters[name] = parameter.permute(3, 2, 0, 1).contiguous()
        parameters[name].requires_grad_()
    optimizer = torch.optim.Adam(parameters.values(), lr=1e-3)

    def block(x, name):
        y = functional.conv2d(x, parameters[name + "/kernel"], padding=1)
        scale, offset = parameters[name + "/scale"], parameters[name + "/offset"]
        return functional.batch_norm(y, None, None, scale, offset, training=True, eps=1e-3).relu()

    def step():
        x = images
        for name in ["conv0", "conv1", "conv2"]:
            x = functional.max_pool2d(block(x, name), 2)
        x = block(x, "conv3").permute(0, 2, 3, 1).flatten(1)
        logits = torch.addmm(parameters["logits/bias"], x, parameters["logits/kernel"])
        loss = iic(*logits.chunk(2))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def training_set(specs):
    features = values(specs["features"]).reshape(specs["features"]["shape"])
    return features, values(specs["labels"])


def fit(specs):
    features, labels = training_set(specs)

    def step():
        QuadraticDiscriminantAnalysis().fit(features, labels)

    return step


def predict(specs):
    classifier = QuadraticDiscriminantAnalysis().fit(*training_set(specs))
    unseen = values(specs["unseen"]).reshape(specs["unseen"]["shape"])
    return lambda: float(classifier.predict_log_proba(unseen).mean())


# Work with a value to compare; and work that draws noise of its own, or has none.
VALUED = {
    "bernoulliNll": lambda specs: loss_and_gradients(
        specs, ["logits"], lambda target, logits: bernoulli(target, logits).mean()
    ),
    "gaussianNll": lambda specs: loss_and_gradients(
        specs, ["mean", "logVar"], lambda **inputs: gaussian(**inputs).mean()
    ),
    "categoricalNll": lambda specs: loss_and_gradients(
        specs, ["logits"], lambda labels, logits: functional.cross_entropy(logits, labels)
    ),
    "gaussianKl": lambda specs: loss_and_gradients(
        specs, ["mean", "logVar"], lambda **inputs: standard_kl(**inputs).mean()
    ),
    "iicLoss": lambda specs: loss_and_gradients(specs, ["logits", "pairedLogits"], iic),
    "marginalizeLabels": lambda specs: loss_and_gradients(
        specs, ["labelLogits", "logitsPerRow"], marginal
    ),
    "dense": lambda specs: loss_and_gradients(
        specs, ["x", "kernel"], lambda x, kernel: (x @ kernel).square().mean()
    ),
    "vaeStep": vae_step,
    "semiSupervisedStep": semi_supervised_step,
    "convolution": lambda specs: loss_and_gradients(specs, ["x", "filter"], convolution),
    "clusteringStep": clustering_step,
    "predictGaussianClassifier": predict,
}
UNVALUED = {
    "reparameterize": lambda specs: loss_and_gradients(
        specs, ["mean", "logVar"], lambda **inputs: sample(**inputs).sum()
    ),
    "randomNormal": lambda specs: lambda: torch.randn(1_000_000),
    "fitGaussianClassifier": fit,
}

title = f"PyTorch {torch.__version__}"
if sklearn:
    title += f", scikit-learn {sklearn.__version__}"
answer(title=title + ", one thread")

step = None
for line in sys.stdin:
    question = json.loads(line)
    try:
        if "prepare" in question:
            name = question["prepare"]
            make = {**VALUED, **UNVALUED}.get(name)
            if make is None or ("Classifier" in name and sklearn is None):
                answer(absent="not written" if make is None else "scikit-learn is not installed")
                continue
            step = make(question["inputs"])
            value = step()
            answer(value=value if name in VALUED else None)
        else:
            start = time.perf_counter()
            for _ in range(question["run"]):
                step()
            answer(milliseconds=(time.perf_counter() - start) * 1e3)
    except Exception as error:  # a contender that fails is shown as absent, with the reason
        answer(absent=str(error).split("\n")[0])
