import type { Reach } from '@guanyi/domain/identity/reach';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { withinReach } from '../reach.ts';

export interface NewContract {
  labId: string;
  id: string;
  number: string;
  subjectType: 'loan' | 'lease' | 'equityCase';
  subjectId: string;
  districtId: string;
  organisationId: string;
  content: string;
  contentHash: string;
  createdAt: number;
}

export interface StoredContract extends NewContract {
  version: number;
  updatedAt: number;
  status: 'open' | 'signed' | 'void';
  signatures: { party: 'lab' | 'customer'; at: string; displayName: string; organisation: string }[];
}

type Row = Omit<StoredContract, 'createdAt' | 'updatedAt'> & { createdAt: string; updatedAt: string };

function select(connection: Connection) {
  return connection.sql`
    SELECT c.lab_id AS "labId", c.id, c.version, c.number, c.subject_type AS "subjectType", c.subject_id AS "subjectId",
      c.district_id AS "districtId", c.organisation_id AS "organisationId", c.status, c.content, c.content_hash AS "contentHash",
      c.created_at::text AS "createdAt", c.updated_at::text AS "updatedAt",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('party', s.party, 'at', s.at, 'displayName', u.display_name,
          'organisation', CASE s.party WHEN 'lab' THEN d.name_zh ELSE o.name_zh END) ORDER BY s.at), '[]')
        FROM contract_signatures s JOIN users u ON u.id = s.user_id WHERE s.lab_id = c.lab_id AND s.contract_id = c.id) AS signatures
    FROM contracts c JOIN organisations d ON d.id = c.district_id JOIN organisations o ON o.id = c.organisation_id`;
}

function contractOf(row: Row): StoredContract {
  return { ...row, createdAt: instantFromText(row.createdAt), updatedAt: instantFromText(row.updatedAt) };
}

const owners = { organisationId: 'c.organisation_id', labId: 'c.lab_id', districtId: 'c.district_id' };

export async function insertContract(tx: Tx, contract: NewContract): Promise<void> {
  const at = instantToText(contract.createdAt);
  await tx.sql`
    INSERT INTO contracts (lab_id, id, number, subject_type, subject_id, district_id, organisation_id, status, content, content_hash, created_at, updated_at)
    VALUES (${contract.labId}, ${contract.id}, ${contract.number}, ${contract.subjectType}, ${contract.subjectId}, ${contract.districtId},
      ${contract.organisationId}, 'open', ${contract.content}, ${contract.contentHash}, ${at}, ${at})`;
}

export async function findContract(
  connection: Connection,
  reach: Reach,
  contractId: string,
): Promise<StoredContract | undefined> {
  const rows = await connection.sql<Row[]>`
    ${select(connection)} WHERE c.id = ${contractId} AND ${withinReach(connection, reach, owners)}`;
  return rows.map(contractOf)[0];
}

/** A contract by its number, whoever asks: for telling whether a paper is genuine, never for its content. */
export async function findContractByNumber(
  connection: Connection,
  number: string,
): Promise<StoredContract | undefined> {
  const rows = await connection.sql<Row[]>`${select(connection)} WHERE c.number = ${number} LIMIT 1`;
  return rows.map(contractOf)[0];
}

/** A contract within reach, locked until the transaction ends. */
export async function loadContractForUpdate(
  tx: Tx,
  reach: Reach,
  contractId: string,
): Promise<StoredContract | undefined> {
  const visible = withinReach(tx, reach, owners);
  await tx.sql`SELECT 1 FROM contracts c WHERE c.id = ${contractId} AND ${visible} FOR UPDATE`;
  const rows = await tx.sql<Row[]>`${select(tx)} WHERE c.id = ${contractId} AND ${visible}`;
  return rows.map(contractOf)[0];
}

/** @returns false when the party has signed already. */
export async function insertSignature(
  tx: Tx,
  contract: StoredContract,
  signature: { party: 'lab' | 'customer'; userId: string; at: number },
): Promise<boolean> {
  const result = await tx.sql`
    INSERT INTO contract_signatures (lab_id, contract_id, party, content_hash, user_id, at)
    VALUES (${contract.labId}, ${contract.id}, ${signature.party}, ${contract.contentHash}, ${signature.userId}, ${instantToText(signature.at)})
    ON CONFLICT (lab_id, contract_id, party) DO NOTHING`;
  return result.count === 1;
}

export async function markContractSigned(tx: Tx, contract: StoredContract, now: number): Promise<void> {
  await tx.sql`
    UPDATE contracts SET status = 'signed', version = version + 1, updated_at = ${instantToText(now)}
    WHERE lab_id = ${contract.labId} AND id = ${contract.id}`;
}

/** Ends what nobody will sign any more, and what a cancelled subject had signed. */
export async function voidContracts(tx: Tx, subject: { labId: string; id: string }, now: number): Promise<void> {
  await tx.sql`
    UPDATE contracts SET status = 'void', version = version + 1, updated_at = ${instantToText(now)}
    WHERE lab_id = ${subject.labId} AND subject_id = ${subject.id} AND status <> 'void'`;
}
