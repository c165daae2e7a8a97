"""Public clients and validators of Open311, each as its authors published it."""
