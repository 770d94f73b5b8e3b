"""The page Kernels: the weights of each convolution as pictures, and their gradients."""
