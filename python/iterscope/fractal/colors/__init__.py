"""Which colors a picture gets, alone or among others."""
