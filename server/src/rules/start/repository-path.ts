export { pathInRepository } from '../../binder/index.ts';
