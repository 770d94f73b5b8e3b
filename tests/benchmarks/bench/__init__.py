"""The parts of the benchmarks: works, peers in processes of their own, measuring, reporting."""
