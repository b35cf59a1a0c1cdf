import { m } from '@guanyi/messages';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { toastFailure } from '../../app/act.ts';
import { download } from '../../app/download.ts';
import { IconButton } from '../../ui/button.tsx';
import { countText, localText, longDay, shortDay, yuanText } from '../../ui/format.ts';
import { KeyValues, TableScroll } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { organisationKindName, purposeName } from '../../ui/vocabulary.ts';
import { addDays } from '../../ui/zone.ts';
import { type EquityCase, exitName, methodName } from './equity-words.ts';

/** All versions of the appraisal; the one that counts is marked by bar and tag. */
export function AppraisalsSection({ deal }: { deal: EquityCase }) {
  return (
    <section>
      <h2>{m.equity_appraisals()}</h2>
      {deal.appraisals.length === 0 ? (
        <p className="m s">{m.equity_appraisals_none()}</p>
      ) : (
        <TableScroll label={m.equity_appraisals()}>
          <table className="grid">
            <caption className="vh">{m.equity_appraisals()}</caption>
            <thead>
              <tr>
                <th scope="col">{m.equity_version()}</th>
                <th scope="col">{m.equity_agency_report()}</th>
                <th scope="col">{m.equity_method()}</th>
                <th scope="col">{m.equity_base_date()}</th>
                <th scope="col">{m.equity_valid_until()}</th>
                <th scope="col" className="r">
                  {m.equity_value()}
                </th>
                <th scope="col">
                  <span className="vh">{m.equity_certificate()}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {deal.appraisals.map((one) => (
                <tr key={one.id} className={one.id === deal.appraisal?.id ? 'on' : undefined}>
                  <td className="nw">
                    <b>{m.equity_version_n({ n: one.position })}</b>{' '}
                    {one.id === deal.appraisal?.id && (
                      <Tag tone="ok" icon="check">
                        {m.equity_adopted()}
                      </Tag>
                    )}
                  </td>
                  <td>
                    {one.agency} {one.reportNumber}
                  </td>
                  <td>{methodName(one.method)}</td>
                  <td className="nw">{one.baseDate}</td>
                  <td className="nw">
                    {one.validUntil} {one.isExpired && <Tag tone="bad">{m.equity_expired()}</Tag>}
                  </td>
                  <td className="r">{yuanText(one.valueFen)}</td>
                  <td className="r">
                    <Certificate deal={deal} appraisal={one} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </section>
  );
}

function Certificate({ deal, appraisal }: { deal: EquityCase; appraisal: EquityCase['appraisals'][number] }) {
  const open = useMutation({
    mutationFn: () =>
      download(
        'getAppraisalCertificate',
        { params: { caseId: deal.id, appraisalId: appraisal.id } },
        `${deal.number}-${appraisal.position}.pdf`,
      ),
    onError: toastFailure,
  });
  return (
    <IconButton
      icon="download"
      label={`${m.equity_certificate()} ${m.equity_version_n({ n: appraisal.position })}`}
      className="btn small square"
      onClick={() => open.mutate()}
    />
  );
}

const roleNames = {
  contributor: m.equity_role_contributor,
  proposer: m.equity_role_proposer,
  holder: m.equity_role_holder,
};

/** Who takes part, as what, and with how many agreed units. */
export function PartiesSection({ deal }: { deal: EquityCase }) {
  const agreed = new Map(deal.agreement?.holdings.map(({ organisationId, units }) => [organisationId, units]));
  return (
    <section>
      <h2>{m.equity_parties()}</h2>
      <table className="grid">
        <caption className="vh">{m.equity_parties()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.equity_party()}</th>
            <th scope="col">{m.equity_role()}</th>
            <th scope="col" className="r">
              {m.equity_contribution()}
            </th>
          </tr>
        </thead>
        <tbody>
          {deal.parties.map((party) => {
            const units = agreed.get(party.organisationId);
            return (
              <tr key={party.organisationId}>
                <td>
                  <b>{localText(party.name)}</b>
                  <br />
                  <span className="m s">{partyFact(deal, party)}</span>
                </td>
                <td>{roleNames[party.role]()}</td>
                <td className="r">{units === undefined ? '—' : countText(units)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function partyFact(deal: EquityCase, party: EquityCase['parties'][number]): string {
  if (party.role === 'contributor' && deal.district.unitType === 'publicInstitution') return m.equity_unit_allowed();
  const verified = party.isVerified ? m.equity_verified() : m.equity_not_verified();
  return `${organisationKindName(party.kind)} · ${verified}`;
}

/** What is being contributed, and what for. */
export function InstrumentSection({ deal }: { deal: EquityCase }) {
  const { instrument, exit } = deal;
  return (
    <section>
      <h2>{m.equity_this_instrument()}</h2>
      <KeyValues
        className="s"
        items={[
          [
            m.equity_instrument(),
            <Link key="instrument" to="/instruments/$instrumentId" params={{ instrumentId: instrument.id }}>
              {localText(instrument.name)} {instrument.model}
            </Link>,
          ],
          [m.equity_lab(), localText(instrument.lab.name)],
          instrument.originalValueFen !== undefined && [
            m.equity_original_value(),
            yuanText(instrument.originalValueFen),
          ],
          [
            m.equity_supervision(),
            instrument.customsSupervisedUntil
              ? m.equity_supervised_until({ day: longDay(instrument.customsSupervisedUntil) })
              : m.equity_not_supervised(),
          ],
          [m.equity_purpose(), `${purposeName(deal.purpose.kind)} ${deal.purpose.text}`],
          deal.firstDay !== undefined && [m.equity_first_day(), longDay(deal.firstDay)],
          exit && [m.equity_do_exit(), m.equity_exit_facts({ kind: exitName(exit.kind), day: longDay(exit.lastDay) })],
          exit && [
            m.equity_returns(),
            exit.instrumentReturns
              ? m.equity_returned({ day: shortDay(addDays(exit.lastDay, 1)) })
              : m.equity_not_returned(),
          ],
        ]}
      />
    </section>
  );
}
