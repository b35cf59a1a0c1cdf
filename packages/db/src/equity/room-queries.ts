import type { Connection } from '../client.ts';
import { instantFromText } from '../columns.ts';

interface Key {
  labId: string;
  id: string;
}

export interface AppraisalView {
  id: string;
  position: number;
  agency: string;
  reportNumber: string;
  method: 'cost' | 'market' | 'income';
  baseDate: string;
  validUntil: string;
  valueFen: number;
  fileId: string | null;
  createdAt: number;
}

export interface ObjectionView {
  id: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  text: string;
  status: 'open' | 'upheld' | 'rejected';
  answer: string | null;
  answeredAt: number | null;
  displayName: string;
}

export interface PartyView {
  organisationId: string;
  role: 'proposer' | 'holder';
  nameZh: string;
  nameEn: string | null;
  kind: string;
  isVerified: boolean;
}

export interface StepView {
  at: number;
  action: string;
  fromStatus: string | null;
  toStatus: string;
  note: string | null;
  userId: string | null;
  displayName: string | null;
}

export interface DocumentView {
  id: string;
  number: string | null;
  kind: 'agreement' | 'appraisal' | 'feasibility' | 'decision' | 'other';
  title: string;
  position: number;
  audience: 'parties' | 'named' | 'unit';
  readers: string[];
  sha256: string;
  mediaType: string;
  sizeBytes: number;
  createdAt: number;
  reads: { displayName: string; organisationId: string | null; firstAt: number; lastAt: number; times: number }[];
}

export interface QuestionView {
  id: string;
  text: string;
  createdAt: number;
  displayName: string;
  nameZh: string;
  nameEn: string | null;
  answer: string | null;
  answeredBy: string | null;
  answeredAt: number | null;
}

/** Everything in the room of one case besides the case itself. */
export interface CaseRoom {
  appraisals: AppraisalView[];
  objections: ObjectionView[];
  parties: PartyView[];
  steps: StepView[];
  documents: DocumentView[];
  questions: QuestionView[];
}

/** Reads the room of a case in one statement; whoever asks has seen the case. */
export async function readRoom(connection: Connection, key: Key): Promise<CaseRoom> {
  const [row] = await connection.sql<{ room: CaseRoom }[]>`
    SELECT jsonb_build_object(
      'appraisals', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'position', a.position, 'agency', a.agency,
          'reportNumber', a.report_number, 'method', a.method, 'baseDate', a.base_date, 'validUntil', a.valid_until, 'valueFen', a.value_fen,
          'fileId', a.file_id, 'createdAt', a.created_at) ORDER BY a.position DESC), '[]')
        FROM equity_appraisals a WHERE a.lab_id = ${key.labId} AND a.case_id = ${key.id}),
      'objections', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'version', b.version, 'createdAt', b.created_at,
          'updatedAt', b.updated_at, 'text', b.text, 'status', b.status, 'answer', b.answer, 'answeredAt', b.answered_at,
          'displayName', u.display_name) ORDER BY b.created_at, b.id), '[]')
        FROM equity_objections b JOIN users u ON u.id = b.user_id WHERE b.lab_id = ${key.labId} AND b.case_id = ${key.id}),
      'parties', (SELECT coalesce(jsonb_agg(jsonb_build_object('organisationId', p.organisation_id, 'role', p.role, 'nameZh', o.name_zh,
          'nameEn', o.name_en, 'kind', o.kind, 'isVerified', o.status = 'verified') ORDER BY p.role DESC, p.since, p.organisation_id), '[]')
        FROM equity_parties p JOIN organisations o ON o.id = p.organisation_id WHERE p.lab_id = ${key.labId} AND p.case_id = ${key.id}),
      'steps', (SELECT coalesce(jsonb_agg(jsonb_build_object('at', s.at, 'action', s.action, 'fromStatus', s.from_status,
          'toStatus', s.to_status, 'note', s.note, 'userId', s.actor_user_id, 'displayName', u.display_name) ORDER BY s.position), '[]')
        FROM equity_steps s LEFT JOIN users u ON u.id = s.actor_user_id WHERE s.lab_id = ${key.labId} AND s.case_id = ${key.id}),
      'documents', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'number', d.number, 'kind', d.kind, 'title', d.title,
          'position', d.position, 'audience', d.audience, 'readers', d.readers, 'sha256', d.sha256, 'mediaType', f.media_type, 'sizeBytes', f.size_bytes,
          'createdAt', d.created_at,
          'reads', (SELECT coalesce(jsonb_agg(jsonb_build_object('displayName', u.display_name, 'organisationId', r.organisation_id,
              'firstAt', r.first_at, 'lastAt', r.last_at, 'times', r.times) ORDER BY r.first_at), '[]')
            FROM equity_document_reads r JOIN users u ON u.id = r.user_id WHERE r.lab_id = d.lab_id AND r.document_id = d.id))
          ORDER BY d.created_at DESC, d.id DESC), '[]')
        FROM equity_documents d JOIN files f ON f.id = d.file_id WHERE d.lab_id = ${key.labId} AND d.case_id = ${key.id}),
      'questions', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'text', q.text, 'createdAt', q.created_at,
          'displayName', u.display_name, 'nameZh', o.name_zh, 'nameEn', o.name_en, 'answer', q.answer, 'answeredBy', w.display_name,
          'answeredAt', q.answered_at) ORDER BY q.created_at, q.id), '[]')
        FROM equity_questions q JOIN users u ON u.id = q.user_id JOIN organisations o ON o.id = q.organisation_id
        LEFT JOIN users w ON w.id = q.answered_by WHERE q.lab_id = ${key.labId} AND q.case_id = ${key.id})
    ) AS room`;
  if (!row) throw new Error(`The room of case ${key.id} cannot be read.`);
  return withTimes(row.room);
}

/** Times come out of JSON as text. */
function withTimes(room: CaseRoom): CaseRoom {
  const timed = <T extends object>(row: T): T =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        name.endsWith('At') || name === 'at' ? (value === null ? null : instantFromText(String(value))) : value,
      ]),
    ) as T;
  return {
    appraisals: room.appraisals.map(timed),
    objections: room.objections.map(timed),
    parties: room.parties,
    steps: room.steps.map(timed),
    documents: room.documents.map((paper) => ({ ...timed(paper), reads: paper.reads.map(timed) })),
    questions: room.questions.map(timed),
  };
}
