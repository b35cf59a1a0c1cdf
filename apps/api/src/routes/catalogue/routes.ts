import type { Api } from '../../api.ts';
import { editingRoutes } from './editing-routes.ts';
import { readingRoutes } from './reading-routes.ts';
import { registerRoutes } from './register-routes.ts';
import { shortlistRoutes } from './shortlist-routes.ts';
import { vocabularyRoutes } from './vocabulary-routes.ts';

/** The catalogue: finding, editing, registers in and out, labs and vocabularies. */
export function catalogueRoutes(api: Api): void {
  readingRoutes(api);
  editingRoutes(api);
  registerRoutes(api);
  vocabularyRoutes(api);
  shortlistRoutes(api);
}
