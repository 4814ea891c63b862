# What the start script and the notebooks both need.
export PROJECT=ocean
export WORKER_NAME_PREFIX="dask-${PROJECT}"
