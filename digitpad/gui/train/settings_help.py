"""What each setting and each word of training means, for whoever meets it for the first time.

Each text has a sentence for the strip at the bottom, and more for those who press "?".  What a word
means stands in the glossary alone; here stands what to do with it.
"""

from dataclasses import dataclass
from html import escape

from digitpad.gui.glossary.explained import tip
from digitpad.gui.glossary.terms import TERMS, Term


@dataclass(frozen=True)
class Help:
    """``tip`` is one or two sentences, ``more`` a few short ones; ``terms`` of the glossary."""

    title: str
    tip: str
    more: str
    terms: tuple[str, ...] = ()

    def paragraphs(self) -> list[str]:
        """Return all there is to say beyond the tip, as rich text."""
        return [self.more, *(self._told(TERMS[key]) for key in self.terms)]

    def _told(self, term: Term) -> str:
        """Return a term as rich text; of what the title names the words are in the tip already."""
        return f"<i>{escape(term.exact)}</i>" if term.title == self.title else tip(term)


SETTING_HELP = {
    "preset": Help(
        "Preset",
        "Preset: a network and settings that suit each other. Start with Quick.",
        "Choose one, press Start, and watch. You can change every setting afterwards; Reset brings "
        "the preset's own back. Notebook is where this program comes from, Best takes longest and "
        "reads best.",
    ),
    "dataset": Help(
        "Data",
        "Data: the images that the network learns from.",
        "MNIST has 60,000 digits that people wrote on paper and that were scanned. The strokes "
        "were drawn on a tablet, as you draw here: with them the network reads drawings better. "
        "Some images are kept aside for validation and for drawn digits; it never learns from "
        "those.",
    ),
    "limit": Help(
        "Images",
        "Images: how many of the training images are used, counted from the first. Fewer train "
        "faster, more read better; go below 1 for all.",
        "With few images the network soon learns them by heart and reads others badly.",
        ("overfitting",),
    ),
    "epochs": Help(
        "Epochs",
        "Epochs: how often the network sees all the images. The first teaches the most.",
        "After each epoch the network is measured on validation images and drawn digits: the dots "
        "in the plots. When the dots no longer get better, more epochs do not help.",
        ("epoch",),
    ),
    "batch_size": Help(
        "Batch size",
        "Batch size: images that are looked at together before the weights move once.",
        "Small batches move the weights often but erratically; large ones rarely but steadily. "
        "With a larger batch you can usually take a larger learning rate.",
        ("batch", "gradient"),
    ),
    "learning_rate": Help(
        "Learning rate",
        "Learning rate: how far the weights move after each batch. It can be changed during a run.",
        "Too high, and the loss jumps about or grows; too low, and it hardly falls. Try ten times "
        "more or less and watch the loss. A change during a run holds from the next batch on, and "
        "a dashed line marks it in the plots.",
        ("learning rate",),
    ),
    "optimizer": Help(
        "Optimizer",
        "Optimizer: the rule by which the weights move. Adam needs less care, SGD is the classic.",
        "SGD goes straight down the slope of the loss. Adam gives each weight a step size of its "
        "own, by how its slope has been so far. Adam's learning rates are smaller: 0.001, where "
        "SGD takes 0.1.",
        ("optimizer",),
    ),
    "seed": Help(
        "Seed",
        "Seed: where chance begins. The same seed and settings give the same network again.",
        "Chance chooses the first weights, the order of the images and what dropout leaves out. "
        "Another seed shows how much of a result was luck.",
    ),
    "schedule": Help(
        "Schedule",
        "Schedule: how the learning rate changes over the run.",
        "Constant keeps it. Cosine lets it fall to nothing, so that the weights settle. One cycle "
        "begins small, rises for a fifth of the run and then falls: large steps early, care at the "
        "end. The thin grey line in the loss plot shows it.",
    ),
    "loss": Help(
        "Loss",
        "Loss: the number that training makes small, one for how wrong the network is.",
        "Cross-entropy is large when the right digit seemed unlikely: 0 is perfect, 2.3 "
        "is a guess. The squared error is the mean of the squared differences. Notebook trains on "
        "half the squared error and reports cross-entropy over ten, as the notebook does.",
        ("cross-entropy",),
    ),
    "momentum": Help(
        "Momentum",
        "Momentum: the share of the last step that the next one keeps. For SGD only.",
        "The weights roll on like a ball: 0 takes each step for itself, 0.9 smooths the way a lot. "
        "Adam has its own momentum and leaves this alone.",
    ),
    "weight_decay": Help(
        "Weight decay",
        "Weight decay: how much the weights shrink at each step, times the learning rate.",
        "Small weights make simpler networks, which helps against overfitting. 0 lets them be; "
        "0.01 is a usual value with Adam.",
        ("weight decay",),
    ),
    "augment": Help(
        "Augmentation",
        "Augmentation: the images are moved, turned and bent at random, anew in each epoch.",
        "So the network never sees the same image twice and learns what matters in a digit. Light "
        "distorts a little, strong a lot. The loss of the batches is higher then, as they are "
        "harder than the validation images.",
        ("augmentation",),
    ),
    "light_share": Help(
        "Light at the end",
        "Light at the end: the share of the last epochs that is augmented lightly only.",
        "With strong augmentation the last epochs may be nearer to what will be read. 0.3 is three "
        "of ten epochs.",
    ),
    "label_smoothing": Help(
        "Label smoothing",
        "Label smoothing: asks for a little less than certainty. For cross-entropy only.",
        "0.1 asks for 91 % for the right digit and 1 % for each other one. The network gets less "
        "sure of itself, which often makes it read a bit better.",
    ),
    "averaging": Help(
        "Averaging",
        "Averaging: the network that is kept is a mean of the last weights. 0 keeps the last.",
        "Weights jump about from batch to batch; their mean is often better. 0.998 is a mean over "
        "some 500 batches.",
    ),
    "threads": Help(
        "Threads",
        "Threads: how many cores work. It changes the speed and never the result.",
        "Go below 1 to use all cores. Fewer leave room for other programs.",
    ),
}

LOSS_HELP = Help(
    "Loss",
    "Loss: how wrong the network is. Down is good.",
    "Thin: each batch. Thick: the same, smoothed. The dots are validation images. When the thick "
    "line falls and the dots rise, more images, dropout or augmentation help. 2.3 is what guessing "
    "gives. The grey line is the learning rate.",
    ("validation", "overfitting"),
)
ACCURACY_HELP = Help(
    "Accuracy",
    "Accuracy: the share of the digits that it reads correctly. Up is good.",
    "Batches are the images it learns from. Drawn digits were drawn with a pen by people it does "
    "not know, like yours: that is how well it will read you.",
    ("accuracy", "validation"),
)
