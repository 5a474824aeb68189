"""Hidden Markov models: a chain of hidden states, and what each of them emits."""
