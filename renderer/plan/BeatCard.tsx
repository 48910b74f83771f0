// One beat: what happens, what surrounds it, how it should feel; edited in place, moved, locked, planned anew.
import { ArrowDown, ArrowUp, FileCheck, Lock, LockOpen, RefreshCw, Trash2 } from 'lucide-react'
import { useState, type ReactElement } from 'react'
import { formatNumber, useText } from '../locales/index.ts'
import { IconButton, IconToggle, Slider, TextField } from '../ui/index.ts'
import { changeBeat, moveBeat, removeBeat, renewBeat, usePlan, type Beat } from './plan-store.ts'

/** A text that is written down when the writer leaves it. */
const Line = (props: {
  readonly label: string
  readonly value: string
  readonly onSave: (value: string) => void
  readonly multiline?: boolean
}): ReactElement => {
  const { value, onSave } = props
  const [draft, setDraft] = useState<string | null>(null)
  return (
    <div
      className="beat-line"
      onBlur={() => {
        if (draft !== null && draft !== value) onSave(draft)
        setDraft(null)
      }}
    >
      <TextField
        label={props.label}
        value={draft ?? value}
        onChange={setDraft}
        multiline={props.multiline ?? false}
      />
    </div>
  )
}

const Acts = ({ beat, last }: { readonly beat: Beat; readonly last: number }): ReactElement => {
  const t = useText()
  const number = beat.position + 1
  const busy = usePlan((state) => state.renewing.has(beat.id) || state.work !== null)
  return (
    <div className="beat-acts">
      <IconToggle
        writes
        label={beat.locked ? t('plan:unlock', { number }) : t('plan:lock', { number })}
        isSelected={beat.locked}
        onChange={(locked) => void changeBeat(beat.id, { locked })}
        data-testid="beat-lock"
      >
        {beat.locked ? <Lock aria-hidden /> : <LockOpen aria-hidden />}
      </IconToggle>
      <IconButton
        writes
        label={t('plan:renew', { number })}
        isDisabled={busy}
        onPress={() => void renewBeat(beat.id)}
        data-testid="beat-renew"
      >
        <RefreshCw aria-hidden />
      </IconButton>
      <IconButton
        writes
        label={t('plan:up', { number })}
        isDisabled={beat.position === 0}
        onPress={() => void moveBeat(beat, -1)}
      >
        <ArrowUp aria-hidden />
      </IconButton>
      <IconButton
        writes
        label={t('plan:down', { number })}
        isDisabled={beat.position === last}
        onPress={() => void moveBeat(beat, 1)}
        data-testid="beat-down"
      >
        <ArrowDown aria-hidden />
      </IconButton>
      <IconButton writes label={t('plan:remove', { number })} onPress={() => void removeBeat(beat.id)}>
        <Trash2 aria-hidden />
      </IconButton>
    </div>
  )
}

export const BeatCard = ({ beat, last }: { readonly beat: Beat; readonly last: number }): ReactElement => {
  const t = useText()
  const renewing = usePlan((state) => state.renewing.has(beat.id))
  const [valence, setValence] = useState<number | null>(null)
  const shown = valence ?? beat.valence
  return (
    <li className={`beat${beat.locked ? ' locked' : ''}`} aria-busy={renewing} data-testid="beat">
      <div className="beat-head">
        <span className="beat-number">{formatNumber(beat.position + 1)}</span>
        <Acts beat={beat} last={last} />
      </div>
      <Line
        label={t('plan:beatTitle')}
        value={beat.title}
        onSave={(title) => void changeBeat(beat.id, { title })}
      />
      <Line
        label={t('plan:happens')}
        value={beat.summary}
        multiline
        onSave={(summary) => void changeBeat(beat.id, { summary })}
      />
      <Line
        label={t('plan:around')}
        value={beat.background}
        onSave={(background) => void changeBeat(beat.id, { background })}
      />
      <div
        className="beat-feeling"
        onPointerUp={() => valence !== null && void changeBeat(beat.id, { valence })}
        onBlur={() => {
          if (valence !== null) void changeBeat(beat.id, { valence })
          setValence(null)
        }}
      >
        <Slider label={t('plan:feels')} value={shown} min={-1} max={1} step={0.05} onChange={setValence} />
      </div>
      {beat.sceneId !== null && (
        <p className="beat-scene">
          <FileCheck aria-hidden /> {t('plan:hasScene')}
        </p>
      )}
    </li>
  )
}
