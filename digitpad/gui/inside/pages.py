"""The pages of Look inside, in their order; each is imported and made when first looked at."""

from digitpad.gui.inside.page import Page, PageInfo, Surroundings

INPUT = "Input"


def _input(around: Surroundings) -> Page:
    from digitpad.gui.path.path_page import PathPage

    return PathPage(around)


def _layers(around: Surroundings) -> Page:
    from digitpad.gui.inside.layers.layers_page import LayersPage

    return LayersPage(around)


def _kernels(around: Surroundings) -> Page:
    from digitpad.gui.inside.kernels.kernels_page import KernelsPage

    return KernelsPage(around)


def _back(around: Surroundings) -> Page:
    from digitpad.gui.inside.back.back_page import BackPage

    return BackPage(around)


def _why(around: Surroundings) -> Page:
    from digitpad.gui.inside.why_page import WhyPage

    return WhyPage(around)


def _map(around: Surroundings) -> Page:
    from digitpad.gui.inside.map_page import MapPage

    return MapPage(around)


def _play(around: Surroundings) -> Page:
    from digitpad.gui.inside.play_page import PlayPage

    return PlayPage(around)


def _by_hand(around: Surroundings) -> Page:
    from digitpad.gui.inside.by_hand.by_hand_page import ByHandPage

    return ByHandPage(around)


def _glossary(around: Surroundings) -> Page:
    from digitpad.gui.glossary.glossary_page import GlossaryPage

    return GlossaryPage(around)


PAGES = (
    PageInfo(INPUT, "How the drawing becomes the 28 × 28 image that the network sees.", _input),
    PageInfo("Layers", "The way through the network, and the arithmetic of each number.", _layers),
    PageInfo("Kernels", "What the convolutions look for, as it is learned.", _kernels),
    PageInfo("Way back", "What each number has to do with a mistake; a step to mend it.", _back),
    PageInfo("Why", "Which ink speaks for the answer, and what would make it another.", _why),
    PageInfo("Map", "Test images by what the network makes of them, the drawing among them.", _map),
    PageInfo("Play", "Switch kernels and units off, and see what becomes of the answer.", _play),
    PageInfo("By hand", "A convolution, first weights and the loss, in numbers.", _by_hand),
    PageInfo("Glossary", "What the words mean, in short and exactly.", _glossary),
)
