import { buildStorefront } from '../../infra/start/storefront.ts';

/** Journeys walk through the storefront as it is shipped. */
export default buildStorefront;
