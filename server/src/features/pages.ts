const DASK = 'https://docs.dask.org/en/stable/configuration.html';

/** The page of the package that owns a key. */
const PAGES: Readonly<Record<string, readonly [title: string, address: string]>> = {
  dask: ['Dask configuration', DASK],
  distributed: ['Dask configuration', DASK],
  'dask-kubernetes': ['Dask Kubernetes', 'https://kubernetes.dask.org/'],
  'dask-gateway': ['Dask Gateway', 'https://gateway.dask.org/'],
  'dask-jobqueue': ['Dask-Jobqueue', 'https://jobqueue.dask.org/'],
  'dask-cloudprovider': ['Dask Cloud Provider', 'https://cloudprovider.dask.org/'],
  'dask-yarn': ['Dask-Yarn', 'https://yarn.dask.org/'],
  'dask-labextension': ['Dask JupyterLab Extension', 'https://github.com/dask/dask-labextension'],
};

export const WORKER_PAGE = '[Dask on the command line](https://docs.dask.org/en/stable/deploying-cli.html)';
export const POD_PAGE =
  '[Pods in Kubernetes](https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/)';

/** The documentation of a package; undefined for those whose pages are not known here. */
export function addressOf(name: string): { readonly title: string; readonly address: string } | undefined {
  const page = PAGES[name];
  return page === undefined ? undefined : { title: page[0], address: page[1] };
}

/** A link to the documentation of a package; undefined for those whose pages are not known here. */
export function pageOf(name: string): string | undefined {
  const page = PAGES[name];
  return page === undefined ? undefined : `[${page[0]}](${page[1]})`;
}
