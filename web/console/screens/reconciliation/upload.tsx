// Sends a provider's file to be compared. A fault in it is shown line by line, and then nothing was opened.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { reconciliationsOf } from '../../api/desk';
import type { StatementFault } from '../../api/documents';
import { detailsOf } from '../../api/problem';
import { recordsOf } from '../../api/records';
import { newKey } from '../../api/transport';
import { daysAsSpan } from '../../language/days';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { Dialog } from '../../parts/dialog';
import { Choice, FaultText, Field } from '../../parts/field';
import { useGo, useMode } from '../../parts/link';
import { Failure } from '../../parts/notice';
import { Form, Row } from '../../parts/page';
import { typeName } from '../../language/names';
import { useZone } from '../../session/session';
import { useAct } from '../../session/use-act';
import { FaultTable } from './faults';

const { reconciliation: names } = words;

/** `vouchers.ott` is the type, `ott` whose statement it is. */
const providerOf = (type: string): string => type.replace(/^vouchers\./, '');

export function UploadDialog({ onClose }: { onClose: () => void }) {
  const mode = useMode();
  const go = useGo();
  const client = useQueryClient();
  const zone = useZone();
  const fileId = useId();
  const types = useQuery({ queryKey: [mode, 'types'], queryFn: () => recordsOf(mode).types(), staleTime: Infinity });
  const providers = (types.data?.data ?? []).map(({ type }) => type).filter((type) => type.startsWith('vouchers.'));
  const [chosen, setChosen] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [isTried, setTried] = useState(false);
  // Of this file: a broken connection sends the same one again, and it is compared once.
  const key = useRef(newKey());
  const act = useAct();
  const type = chosen === '' ? (providers[0] ?? '') : chosen;
  const submit = (): void => {
    setTried(true);
    if (!file || from === '' || to === '' || type === '') return;
    act.run(async () => {
      const terms = { provider: providerOf(type), ...daysAsSpan(from, to, zone), statement: file.name.slice(0, 200) };
      const run = await reconciliationsOf(mode).upload(terms, file, key.current);
      await client.invalidateQueries({ queryKey: [mode, 'reconciliations'] });
      go(`/reconciliation/${run.id}`);
    });
  };
  const faults = act.error === null ? [] : faultsIn(act.error);
  return (
    <Dialog title={names.upload} onClose={onClose}>
      <Form onSubmit={submit}>
        <Choice
          label={names.provider}
          value={type}
          onChange={setChosen}
          options={providers.map((known) => [known, typeName(known)] as const)}
        />
        <Field label={names.from} type="date" value={from} onChange={setFrom} />
        <Field label={names.to} type="date" value={to} onChange={setTo} />
        <FaultText>{isTried && (from === '' || to === '') ? names.faultDays : undefined}</FaultText>
        <div>
          <p id={`${fileId}-format`}>{names.format}</p>
          <label htmlFor={fileId}>{names.file}</label>
          <input
            id={fileId}
            type="file"
            aria-describedby={`${fileId}-format`}
            accept=".csv,text/csv"
            onChange={(event) => {
              setFile(event.target.files?.[0] ?? null);
              key.current = newKey();
              act.clear();
            }}
          />
        </div>
        <FaultText>{isTried && !file ? names.faultFile : undefined}</FaultText>
        {faults.length > 0 ? <FaultTable faults={faults} /> : null}
        {act.error !== null && faults.length === 0 ? <Failure error={act.error} /> : null}
        <Row>
          <Button type="submit" kind="primary" busy={act.isBusy}>
            {names.submit}
          </Button>
          <Button onPress={onClose}>{words.notice.cancel}</Button>
        </Row>
      </Form>
    </Dialog>
  );
}

/** What is wrong with the file, of a refusal that is about it. */
function faultsIn(error: unknown): readonly StatementFault[] {
  const { faults } = detailsOf(error);
  return Array.isArray(faults) ? (faults as StatementFault[]) : [];
}
