// What is sent to the model: every piece, in or out and why, its tokens, to be left out or changed before sending; and the text.
import { Pencil, RotateCcw } from 'lucide-react'
import { useEffect, useState, type ReactElement } from 'react'
import { Button as AriaButton, Disclosure, DisclosurePanel } from 'react-aria-components'
import { formatNumber, useText } from '../locales/index.ts'
import { useManuscript } from '../manuscript/manuscript-api.ts'
import { Button, Checkbox, IconButton, TextField } from '../ui/index.ts'
import { useCowriter } from './cowriter-store.ts'
import {
  forgetChanges,
  leaveOut,
  lookAgain,
  sayOtherwise,
  setOpen,
  useSent,
  wishFor,
  type Piece,
  type Told,
} from './sent-store.ts'
import './sent.css'

/** Of a text that was left out because the rest of it went in: nothing to choose. */
const REST = ':rest'

const Editor = ({ piece, onEnd }: { readonly piece: Piece; readonly onEnd: () => void }): ReactElement => {
  const t = useText()
  const [text, setText] = useState(piece.text)
  return (
    <div className="sent-editor">
      <TextField
        multiline
        autoFocus
        label={t('memory:sentEdit')}
        hint={t('memory:sentEditHint')}
        value={text}
        onChange={setText}
        testId="sent-text"
      />
      <Button
        look="primary"
        onPress={() => {
          sayOtherwise(piece.id, text)
          onEnd()
        }}
        data-testid="sent-keep"
      >
        {t('memory:sentKeep')}
      </Button>
      <Button look="quiet" onPress={onEnd}>
        {t('memory:sentCancel')}
      </Button>
    </div>
  )
}

const Row = ({ piece, most }: { readonly piece: Piece; readonly most: number }): ReactElement => {
  const t = useText()
  const [isEditing, setEditing] = useState(false)
  const { id, source, title, text, tokens, included, reason, detail, edited } = piece
  const name = [t(`memory:source-${source}`), title].filter((part) => part !== '').join(' · ')
  const isChosen = included || reason === 'excluded'
  return (
    <li className={included ? 'sent-piece' : 'sent-piece out'} data-testid="sent-piece">
      <div className="sent-head">
        {isChosen && !id.endsWith(REST) ? (
          <Checkbox
            label={t('memory:sentInclude', { name })}
            selected={included}
            onChange={(selected) => leaveOut(id, !selected)}
          />
        ) : (
          <span className="sent-mark" aria-hidden>
            –
          </span>
        )}
        <span className="sent-name">{name}</span>
        <span className="sent-tokens">{formatNumber(tokens)}</span>
        {isChosen && !edited && (
          <IconButton label={t('memory:sentEditPiece', { name })} onPress={() => setEditing(!isEditing)}>
            <Pencil aria-hidden />
          </IconButton>
        )}
        {edited && (
          <IconButton label={t('memory:sentRestore', { name })} onPress={() => sayOtherwise(id, null)}>
            <RotateCcw aria-hidden />
          </IconButton>
        )}
      </div>
      <div className="sent-bar" aria-hidden>
        <span style={{ width: `${Math.max(1, (100 * tokens) / most)}%` }} />
      </div>
      <p className="sent-why">
        {t(`memory:why-${reason}`, { detail })}
        {edited && ` · ${t('memory:sentEdited')}`}
      </p>
      {isEditing ? (
        <Editor piece={piece} onEnd={() => setEditing(false)} />
      ) : (
        <p className="sent-text">{text}</p>
      )}
    </li>
  )
}

const Rows = ({
  pieces,
  label,
}: {
  readonly pieces: readonly Piece[]
  readonly label: string
}): ReactElement => {
  const most = Math.max(1, ...pieces.map(({ tokens }) => tokens))
  return (
    <ul className="sent-list" aria-label={label}>
      {pieces.map((piece) => (
        <Row key={piece.id} piece={piece} most={most} />
      ))}
    </ul>
  )
}

const Meter = ({ told }: { readonly told: Told }): ReactElement => {
  const t = useText()
  const { tokens, room, estimate, writerName } = told
  const values = { tokens: formatNumber(tokens), room: formatNumber(room), name: writerName }
  return (
    <div className="sent-total">
      <div className="meter" aria-hidden>
        <div
          className="meter-fill"
          style={{ width: `${Math.min(100, (100 * tokens) / Math.max(1, room))}%` }}
        />
      </div>
      <span role="status">{estimate ? t('memory:sentAbout', values) : t('memory:sentTokens', values)}</span>
    </div>
  )
}

const Folded = (props: { readonly title: string; readonly children: ReactElement }): ReactElement => (
  <Disclosure className="sent-folded">
    <AriaButton slot="trigger" className="prompt-trigger">
      {props.title}
    </AriaButton>
    <DisclosurePanel>{props.children}</DisclosurePanel>
  </Disclosure>
)

const Pieces = ({ told }: { readonly told: Told }): ReactElement => {
  const t = useText()
  const changes = useSent((state) => state.excluded.length + Object.keys(state.edited).length)
  const inside = told.pieces.filter(({ included, reason }) => included || reason === 'excluded')
  const left = told.pieces.filter((piece) => !inside.includes(piece))
  return (
    <>
      <Meter told={told} />
      {inside.length === 0 ? (
        <p className="quiet">{t('cowriter:nothingBefore')}</p>
      ) : (
        <Rows pieces={inside} label={t('memory:sentIn')} />
      )}
      {changes > 0 && (
        <Button look="quiet" onPress={forgetChanges} data-testid="sent-reset">
          <RotateCcw aria-hidden /> {t('memory:sentForget', { count: changes })}
        </Button>
      )}
      {left.length > 0 && (
        <Folded title={t('memory:sentLeft', { count: left.length })}>
          <Rows pieces={left} label={t('memory:sentOut')} />
        </Folded>
      )}
      <Folded title={t('memory:sentExact')}>
        <pre className="prompt-text" data-testid="sent-exact">
          {told.text === '' ? t('cowriter:nothingBefore') : told.text}
        </pre>
      </Folded>
    </>
  )
}

/** What the passages on offer were made from. */
const WasSent = ({ text }: { readonly text: string }): ReactElement => {
  const t = useText()
  return (
    <Folded title={t('cowriter:wasSent')}>
      <pre className="prompt-text">{text === '' ? t('cowriter:nothingBefore') : text}</pre>
    </Folded>
  )
}

/** What would be sent from the caret; follows it for as long as it is looked at. */
const WouldBeSent = (): ReactElement => {
  const t = useText()
  const { isLoading, told } = useSent((state) => state)
  const caret = useManuscript((state) => state.caret)
  const saved = useManuscript((state) => state.savedAtMs)
  const { writerId, words } = useCowriter((state) => state.options)
  useEffect(() => {
    // The caret is asked for when it rests, and when words are on the disk.
    const timer = setTimeout(lookAgain, 400)
    return () => clearTimeout(timer)
  }, [caret, saved, writerId, words])
  return (
    <div className="sent" aria-busy={isLoading} data-testid="sent">
      {caret && told ? (
        <Pieces told={told} />
      ) : (
        <p className="quiet">{caret ? t('memory:sentLooking') : t('cowriter:noCaret')}</p>
      )}
    </div>
  )
}

export const SentPanel = (): ReactElement => {
  const t = useText()
  const isOpen = useSent((state) => state.isOpen)
  const { writerId, words } = useCowriter((state) => state.options)
  useEffect(() => wishFor({ writerId, words }), [writerId, words])
  const wasSent = useCowriter((state) => state.request?.generation?.prompt ?? null)
  return (
    <>
      <Disclosure className="prompt-view" isExpanded={isOpen} onExpandedChange={setOpen}>
        <AriaButton slot="trigger" className="prompt-trigger" data-testid="sent-open">
          {t('memory:sent')}
        </AriaButton>
        <DisclosurePanel>{isOpen && <WouldBeSent />}</DisclosurePanel>
      </Disclosure>
      {wasSent !== null && <WasSent text={wasSent} />}
    </>
  )
}
