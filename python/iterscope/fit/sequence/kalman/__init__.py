"""Linear dynamical systems: the Kalman filter, the smoother, and EM for their parameters."""
