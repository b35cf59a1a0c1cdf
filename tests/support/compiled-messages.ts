import { compileMessages } from '../../infra/start/storefront.ts';

/** Texts are imported as functions; a fresh checkout has none until they are compiled. */
export default compileMessages;
