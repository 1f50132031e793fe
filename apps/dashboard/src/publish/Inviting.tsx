import { type Depicts, PlainText } from '@assent/schema';
import { toBase64 } from '@assent/signing/verify';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button, Input, Label, Text, TextField } from 'react-aria-components';
import { CopyField } from '../elements/CopyField.tsx';
import form from '../keys/Form.module.css';
import { readLog } from '../keys/outbox.ts';
import { saveFile } from '../keys/save-file.ts';
import type { OwnKey } from '../keys/store.ts';
import { Tick } from '../keys/Tick.tsx';
import { toHex } from '../proof/hex.ts';
import { invitationTerm, linkTo, mostLink, writeInvitation } from '../sign/invitation.ts';
import type { InvitedWork } from '../sign/invitation-shape.ts';
import { inBoth, useWords } from '../words/language.ts';
import type { Party } from './claim.ts';
import type { Choice } from './presets.ts';
import type { Work } from './use-files.ts';

/** What an invitation is made of, as the page has it now. */
export interface InviteContext {
  readonly ownKey: OwnKey;
  readonly works: readonly Work[];
  readonly choice: Choice;
  readonly depicts: Depicts | undefined;
  readonly attribution: string;
}

const words = inBoth({
  en: {
    from: 'What they call you (optional)',
    fromHint: 'It stands in the invitation, as your word.',
    preview: 'Send small pictures of the works along. Otherwise they see them only where they have the files.',
    make: 'Make the invitation',
    failed: 'The invitation could not be made. Nothing was lost. Try again when the registry answers.',
    link: 'Send this link to them, to nobody else',
    file: 'This is too much for a link. Save it as a file and send that: it is opened on the page “Sign”.',
    save: 'Save the invitation',
    held: 'They see these works, what you propose and who asks; the registry sees nothing of it. It can be answered for 30 days. What you have chosen here is kept in this browser until then.',
  },
  es: {
    from: 'Cómo te llaman (opcional)',
    fromHint: 'Está en la invitación, como palabra tuya.',
    preview: 'Enviar también imágenes pequeñas de las obras. Si no, solo las ve quien tenga los archivos.',
    make: 'Hacer la invitación',
    failed: 'No se ha podido hacer la invitación. No se ha perdido nada. Inténtalo cuando el registro responda.',
    link: 'Envía este enlace a esa persona, a nadie más',
    file: 'Es demasiado para un enlace. Guárdalo como archivo y envía el archivo: se abre en la página «Firmar».',
    save: 'Guardar la invitación',
    held: 'Ve estas obras, lo que propones y quién pregunta; el registro no ve nada de ello. Se puede responder durante 30 días. Hasta entonces, lo que has elegido aquí se guarda en este navegador.',
  },
});

/** Larger small pictures stay at home: an invitation has its bounds. */
const largestPreview = 12_000;

const previewOf = async (thumbnail: Blob | undefined): Promise<string | undefined> =>
  thumbnail === undefined || thumbnail.size > largestPreview
    ? undefined
    : toBase64(new Uint8Array(await thumbnail.arrayBuffer()));

const invitedWork = async (work: Work, sendsPreview: boolean): Promise<InvitedWork> => {
  const { sha256, bytes, mime, width, height } = work;
  const name = PlainText(200).safeParse(work.name);
  const preview = sendsPreview ? await previewOf(work.thumbnail) : undefined;
  return {
    sha256,
    bytes,
    mime,
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(name.success && { name: name.data }),
    ...(preview !== undefined && { preview }),
  };
};

interface Props {
  readonly party: Party;
  readonly as: 'client' | 'person';
  readonly context: InviteContext;
  readonly onInvited: (invitation: string) => void;
}

/** Make a link that asks one person. It holds everything that they need to decide. */
export const Inviting = ({ party, as, context, onInvited }: Props) => {
  const said = useWords(words);
  const [from, setFrom] = useState('');
  const [sendsPreview, setSendsPreview] = useState(false);
  const [made, setMade] = useState<string>();
  const [isFailed, setFailed] = useState(false);
  const { ownKey, works, choice, depicts, attribution } = context;
  const make = async () => {
    const id = toHex(crypto.getRandomValues(new Uint8Array(16)));
    const now = Math.floor(Date.now() / 1000);
    const sorted = works.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
    const text = await writeInvitation(
      {
        v: 1,
        aud: (await readLog()).origin,
        id,
        inviter: ownKey.identity,
        capacity: as === 'client' ? 'owner' : party.minor ? 'guardian' : 'subject',
        ...(from.trim() !== '' && { from: from.trim() }),
        made: now,
        until: now + invitationTerm,
        choice,
        works: await Promise.all(sorted.map((work) => invitedWork(work, sendsPreview))),
        ...(as === 'client' && depicts !== undefined && { depicts }),
        ...(as === 'client' && attribution.trim() !== '' && { attribution: attribution.trim() }),
      },
      ownKey,
    );
    setFailed(false);
    setMade(text);
    onInvited(id);
  };
  if (made !== undefined)
    return (
      <>
        {made.length <= mostLink ? (
          <CopyField label={said.link} value={linkTo('/sign#', made)} />
        ) : (
          <>
            <p>{said.file}</p>
            <Button className="button" onPress={() => saveFile('assent-invitation.txt', made, 'text/plain')}>
              <Download size={16} aria-hidden />
              {said.save}
            </Button>
          </>
        )}
        <p className={form.hint}>{said.held}</p>
      </>
    );
  return (
    <>
      <TextField className={form.field!} value={from} maxLength={100} onChange={setFrom}>
        <Label>{said.from}</Label>
        <Input className={form.input!} autoComplete="name" />
        <Text slot="description" className={form.hint!}>
          {said.fromHint}
        </Text>
      </TextField>
      <Tick isSelected={sendsPreview} onChange={setSendsPreview}>
        {said.preview}
      </Tick>
      <Button className="button" onPress={() => void make().catch(() => setFailed(true))}>
        {said.make}
      </Button>
      <output className={form.error}>{isFailed && said.failed}</output>
    </>
  );
};
