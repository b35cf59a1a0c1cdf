import type { Api } from '../../api.ts';
import { agreementRoutes } from './agreement-routes.ts';
import { caseFileRoutes } from './case-file-routes.ts';
import { caseRoutes } from './case-routes.ts';
import { certificateRoutes } from './certificate-routes.ts';
import { roomRoutes } from './room-routes.ts';
import { ventureRoutes } from './venture-routes.ts';

/** Instruments that go into ventures, and what becomes of them there. */
export function equityRoutes(api: Api): void {
  caseRoutes(api);
  roomRoutes(api);
  agreementRoutes(api);
  certificateRoutes(api);
  caseFileRoutes(api);
  ventureRoutes(api);
}
