"""The page By hand: small examples in numbers that one can change."""
