"""What the images of a set can be labelled as."""

CLASSES = tuple(str(digit) for digit in range(10))
NO_DIGIT = 10  # the label, in a training set, of what is no digit
