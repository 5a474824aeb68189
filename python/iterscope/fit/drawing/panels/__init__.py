"""What stands beside a picture on a slide: formulas, the curve of the objective, weights."""
