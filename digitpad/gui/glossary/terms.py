"""The words of the trade: a short sentence for everybody, and the exact one for an expert."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Term:
    """``title`` as it is written, ``words`` for everybody, ``exact`` with symbols."""

    key: str
    title: str
    words: str
    exact: str


def _term(title: str, words: str, exact: str) -> tuple[str, Term]:
    key = title.lower()
    return key, Term(key, title, words, exact)


_IMAGES_AND_LAYERS = (
    _term(
        "Pixel",
        "One of the 28 × 28 squares of the image. Its number says how much ink it holds.",
        "x[i, j] in [0, 1], 0 paper and 1 full ink; stored as 0 to 255.",
    ),
    _term(
        "Layer",
        "One step of the network: numbers go in, numbers come out.",
        "A function y = f(x; θ) with parameters θ of its own, differentiable almost everywhere.",
    ),
    _term(
        "Weight",
        "A number that training changes. It says how much one input counts for one output.",
        "An entry of W in y = W · x + b, or of a kernel.",
    ),
    _term(
        "Bias",
        "A number that is added whatever the input is.",
        "b in y = W · x + b: one a unit, one a kernel, or one a place, as the notebook has it.",
    ),
    _term(
        "Kernel",
        "A small square of weights that is laid on every place of an image. It answers most where "
        "the image looks like it.",
        "W of shape k × k × C for C maps; also called a filter.",
    ),
    _term(
        "Feature map",
        "What one kernel says at every place of the image: an image of its own.",
        "y[:, :, f], the outputs of kernel f, H′ × W′ of them.",
    ),
    _term(
        "Convolution",
        "A kernel slides over the image. At each place, pixels times weights are added up.",
        "y[i, j] = b + Σ x[i + u, j + v] · w[u, v]. Strictly this is cross-correlation; "
        "mathematics turns the kernel by 180° first. For learned kernels it makes no difference.",
    ),
    _term(
        "Stride",
        "How many pixels the kernel moves from one place to the next. Here it is always one.",
        "With stride s the width is ⌊(n + p − k) / s⌋ + 1.",
    ),
    _term(
        "Padding",
        "Zeros around the image, so that the result is as large as the image.",
        "valid: none, n − k + 1 wide; same: k − 1 zeros in all, n wide.",
    ),
    _term(
        "Receptive field",
        "The part of the drawing that one number of a layer can see.",
        "r ← r + (k − 1) · j for each layer, j the product of the strides so far.",
    ),
    _term(
        "Pooling",
        "Of each small window only the largest number goes on. The maps get smaller, and a line "
        "may lie a pixel off.",
        "y[i, j] = max x[si + u, sj + v] for 0 ≤ u, v < s; the gradient goes to the first maximum.",
    ),
    _term(
        "ReLU",
        "What is below zero becomes zero. Without such a bend, many layers would be no more than "
        "one.",
        "y = max(x, 0); its derivative is 1 above 0 and, here, 0 at 0 and below.",
    ),
    _term(
        "Activation",
        "The number that a unit or kernel puts out; also the function that bends it.",
        "a = φ(z), with φ a ReLU, tanh, sigmoid or the like.",
    ),
    _term(
        "Dense layer",
        "Every output looks at every input.",
        "y = x · W + b, with W of shape inputs × units; fully connected.",
    ),
    _term(
        "Batch normalization",
        "Each map is shifted and scaled so that its numbers are neither huge nor tiny.",
        "y = γ · (x − μ) / √(σ² + ε) + β; μ, σ² of the batch in training, running means later.",
    ),
    _term(
        "Dropout",
        "While training, some numbers are set to zero at random, so that no unit is relied on "
        "alone. When reading, all take part.",
        "Each is kept with probability 1 − r and then divided by 1 − r (the inverted form).",
    ),
    _term(
        "Flatten",
        "All maps are written one after the other as one long row of numbers.",
        "H × W × C becomes H · W · C; no number changes.",
    ),
    _term(
        "Parameter",
        "Any number that training changes: weights and biases together.",
        "θ, counted over all layers.",
    ),
    _term(
        "Hidden layer",
        "Any layer between the image and the answer. The last one holds what the answer is made "
        "from.",
        "Here: what the last layer with weights is given.",
    ),
)
_ANSWERS = (
    _term(
        "Logit",
        "How strongly the network speaks for a class, before this becomes a probability.",
        "z, the input of softmax. Only differences count: z[a] − z[b] = ln(p[a] / p[b]).",
    ),
    _term(
        "Softmax",
        "Turns the logits into probabilities: all positive, together 100 %.",
        "p[i] = exp(z[i]) / Σ exp(z[j]); the largest z is subtracted first, so nothing overflows.",
    ),
    _term(
        "Probability",
        "How sure the network is. If it says 90 %, nine of ten such answers should be right.",
        "p, calibrated as far as the expected calibration error is small.",
    ),
    _term(
        "Entropy",
        "How open the answer is: none when it is sure, most when all classes are as likely.",
        "H = −Σ p[i] · ln p[i] in nats; e^H is a number of equally likely classes.",
    ),
    _term(
        "Nat",
        "The unit of loss and surprise, as a bit is: one bit is 0.69 nats.",
        "Natural logarithm of a probability's inverse; 1 nat = 1 / ln 2 bits.",
    ),
    _term(
        "Log-odds",
        "How many times likelier one class is than another, counted in factors of e.",
        "ln(p[a] / p[b]); against all others, ln(p[a] / (1 − p[a])).",
    ),
    _term(
        "Accuracy",
        "The share of images that are read correctly.",
        "Images whose most probable class is their label, over all images.",
    ),
    _term(
        "Calibration",
        "Whether the probabilities are as right as they claim.",
        "Expected calibration error: Guo et al. 2017, arXiv:1706.04599.",
    ),
)
_TRAINING = (
    _term(
        "Loss",
        "How wrong the network is, as one number. Training makes it small.",
        "L(θ), a mean over the images of a batch.",
    ),
    _term(
        "Cross-entropy",
        "The usual loss: small when the right class gets a high probability.",
        "L = −ln p[label]; with softmax its gradient at the logits is p − y.",
    ),
    _term(
        "Gradient",
        "For each number, how fast the loss grows when it does. Training goes the other way.",
        "∂L/∂θ, the vector of partial derivatives.",
    ),
    _term(
        "Chain rule",
        "The way back: how a change goes on from layer to layer is multiplied up.",
        "∂L/∂x = ∂L/∂y · ∂y/∂x; done from the loss to the image it is backpropagation.",
    ),
    _term(
        "Learning rate",
        "How far the weights move at each step. Too small is slow, too large never settles.",
        "η in θ ← θ − η · ∂L/∂θ.",
    ),
    _term(
        "Batch",
        "The images that are looked at together before the weights move once.",
        "The gradient is the mean over them; its noise shrinks with the root of their number.",
    ),
    _term(
        "Epoch",
        "Once through all training images.",
        "⌈images / batch size⌉ steps, in a new random order each time.",
    ),
    _term(
        "Optimizer",
        "The rule by which weights follow the gradient.",
        "SGD: θ ← θ − η · g. Adam (Kingma and Ba 2014) scales each step by the root of the mean "
        "of g².",
    ),
    _term(
        "Weight decay",
        "Weights shrink a little at every step, so that none grows without need.",
        "θ ← θ − η · λ · θ, apart from the gradient: Loshchilov and Hutter 2017.",
    ),
    _term(
        "Initialization",
        "The random numbers that weights begin with. Their size decides whether anything is "
        "learned.",
        "He: N(0, 2 / inputs) keeps the mean square through ReLU layers, arXiv:1502.01852.",
    ),
    _term(
        "Validation",
        "Images that are never learned from. They tell how good the network is with new ones.",
        "Held-out data for choices; the test images are for the last word only.",
    ),
    _term(
        "Overfitting",
        "The network knows its training images by heart and is worse with new ones.",
        "Training loss falls while validation loss rises.",
    ),
    _term(
        "Augmentation",
        "Training images are turned, shifted and bent at random, so that there seem to be more.",
        "Samples x′ = T(x) with the same label, T drawn anew each time.",
    ),
)
_EXPLANATIONS = (
    _term(
        "Saliency",
        "Which pixels the answer depends on.",
        "∂z/∂x, or that times x: Simonyan et al. 2013, arXiv:1312.6034.",
    ),
    _term(
        "Integrated gradients",
        "The ink fades in bit by bit; what each pixel adds on the way is its share.",
        "x · ∫ ∂f(αx)/∂x dα; the shares add up to f(x) − f(0): arXiv:1703.01365.",
    ),
    _term(
        "Occlusion",
        "Part of the drawing is covered, to see what the answer loses.",
        "f(x) − f(x · m) for a mask m: Zeiler and Fergus 2014, arXiv:1311.2901.",
    ),
    _term(
        "Principal components",
        "The views of many numbers in which points spread most.",
        "Eigenvectors of the covariance with the largest eigenvalues: Pearson 1901.",
    ),
    _term(
        "t-SNE",
        "A map on which neighbours stay neighbours. Far distances on it mean little.",
        "Minimizes KL(P || Q) between neighbour probabilities: van der Maaten and Hinton 2008.",
    ),
    _term(
        "Ablation",
        "Switching a part off to see what it was good for.",
        "The loss with a unit's output set to zero, less the loss with it.",
    ),
)

TERMS: Mapping[str, Term] = MappingProxyType(
    dict(sorted((*_IMAGES_AND_LAYERS, *_ANSWERS, *_TRAINING, *_EXPLANATIONS)))
)


def found(search: str) -> tuple[Term, ...]:
    """Return the terms that hold all words of ``search``, those with it in the title first."""
    words = search.lower().split()
    fitting = [term for term in TERMS.values() if _holds(term, words)]
    return tuple(sorted(fitting, key=lambda term: search.strip().lower() not in term.key))


def _holds(term: Term, words: list[str]) -> bool:
    text = f"{term.title} {term.words} {term.exact}".lower()
    return all(word in text for word in words)
