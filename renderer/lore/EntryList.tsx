// The lorebook's entries: which of them the caret calls up just now and why, each opened and edited in place.
import { BookOpenText, Download, Plus, Upload } from 'lucide-react'
import { memo, useEffect, useMemo, useRef, useState, type ReactElement } from 'react'
import { Button as AriaButton, FileTrigger } from 'react-aria-components'
import { formatNumber, useText, type TextKey } from '../locales/index.ts'
import { useManuscript } from '../manuscript/manuscript-api.ts'
import {
  Button,
  Checkbox,
  Empty,
  GrowingList,
  IconButton,
  Slider,
  Switch,
  TextField,
  watchNear,
} from '../ui/index.ts'
import { EntryEditor } from './EntryEditor.tsx'
import {
  addEntry,
  changeEntry,
  changeSettings,
  exportLore,
  importLore,
  lookAround,
  openEntry,
  setInSight,
  tryText,
  useLore,
  type Entry,
  type Report,
} from './lore-store.ts'

const useNameOf = (): ((entry: Entry) => string) => {
  const t = useText()
  return ({ title, keys }) => title || keys[0] || t('memory:untitled')
}

/** Fewer are seen at a glance. */
const FIND_FROM = 12

const isAbout = ({ title, keys, content }: Entry, wanted: string): boolean => {
  const words = wanted.trim().toLocaleLowerCase()
  return words === '' || [title, ...keys, content].some((text) => text.toLocaleLowerCase().includes(words))
}

interface Reason {
  readonly isActive: boolean
  /** Null until it was asked: of an entry that stays out, while it is seen. */
  readonly why: TextKey | null
  /** What called it. */
  readonly detail: string
}

const OUT = { isActive: false, why: null, detail: '' } as const

/** Why entries are told just now, or why not. */
const reasonsIn = (report: Report | null): ReadonlyMap<string, Reason> => {
  const reasons = new Map<string, Reason>()
  for (const { entryId, why } of report?.reasons ?? [])
    reasons.set(entryId, { isActive: false, why: `memory:why-${why}`, detail: '' })
  for (const { entry, cause } of report?.active ?? [])
    reasons.set(
      entry.id,
      cause.kind === 'constant'
        ? { isActive: true, why: 'memory:why-always', detail: '' }
        : { isActive: true, why: `memory:why-${cause.kind}`, detail: cause.key },
    )
  return reasons
}

interface RowProps extends Partial<Reason> {
  readonly entry: Entry
}

/** Drawn again when something is new about it, not whenever the caret has moved. */
const Row = memo(({ entry, isActive = false, why, detail = '' }: RowProps): ReactElement => {
  const t = useText()
  const name = useNameOf()(entry)
  const isOpen = useLore((state) => state.openId === entry.id)
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (!row.current) return
    const unwatch = watchNear(row.current, (isNear) => setInSight(entry.id, isNear))
    return () => {
      unwatch()
      setInSight(entry.id, false)
    }
  }, [entry.id])
  return (
    <li
      ref={row}
      className={`lore-entry${isActive ? ' active' : ''}${entry.enabled ? '' : ' off'}`}
      data-testid="lore-entry"
    >
      <div className="lore-head">
        <Checkbox
          label={t('memory:enabled', { name })}
          selected={entry.enabled}
          onChange={(enabled) => void changeEntry(entry.id, { enabled })}
        />
        <AriaButton
          className="lore-name"
          aria-expanded={isOpen}
          onPress={() => openEntry(isOpen ? null : entry.id)}
        >
          <span>{name}</span>
          <small>{entry.constant ? t('memory:always') : entry.keys.join(', ')}</small>
        </AriaButton>
      </div>
      {why !== undefined && (
        <p className="lore-why">
          <b>{isActive ? t('memory:activeNow') : t('memory:notNow')}</b> {why && t(why, { detail })}
        </p>
      )}
      {isOpen && <EntryEditor entry={entry} />}
    </li>
  )
})
Row.displayName = 'Row'

/** How many entries stay out, and why: also those that are not seen. */
const LeftOut = (): ReactElement | null => {
  const t = useText()
  const left = useLore((state) => state.report?.left) ?? []
  if (left.length === 0) return null
  const counts = left.map(({ why, entries }) =>
    t('memory:leftFor', { why: t(`memory:why-${why}`), count: formatNumber(entries) }),
  )
  return (
    <p className="quiet" data-testid="lore-left">
      <b>{t('memory:notNow')}</b> {counts.join(t('memory:listJoin'))}
    </p>
  )
}

const Trial = (): ReactElement => {
  const t = useText()
  const trial = useLore((state) => state.trial)
  return (
    <TextField
      multiline
      label={t('memory:trial')}
      hint={t('memory:trialHint')}
      value={trial}
      onChange={tryText}
      testId="lore-trial"
    />
  )
}

const Settings = (): ReactElement | null => {
  const t = useText()
  const settings = useLore((state) => state.settings)
  if (!settings) return null
  return (
    <details className="lore-more">
      <summary>{t('memory:loreSettings')}</summary>
      <Slider
        label={t('memory:budget')}
        value={settings.budgetPercent}
        min={0}
        max={90}
        step={5}
        onChange={(budgetPercent) => void changeSettings({ budgetPercent })}
      />
      <Slider
        label={t('memory:scanDepth')}
        value={settings.scanDepth}
        min={0}
        max={50}
        step={1}
        onChange={(scanDepth) => void changeSettings({ scanDepth })}
      />
      <Switch selected={settings.recursive} onChange={(recursive) => void changeSettings({ recursive })}>
        {t('memory:recursive')}
      </Switch>
      <Slider
        label={t('memory:leastEntries')}
        value={settings.leastEntries}
        min={0}
        max={20}
        step={1}
        onChange={(leastEntries) => void changeSettings({ leastEntries })}
      />
      <p className="quiet">{t('memory:leastEntriesHint')}</p>
      <Switch selected={settings.wholeWords} onChange={(wholeWords) => void changeSettings({ wholeWords })}>
        {t('memory:wholeWords')}
      </Switch>
      <Switch
        selected={settings.caseSensitive}
        onChange={(caseSensitive) => void changeSettings({ caseSensitive })}
      >
        {t('memory:caseSensitive')}
      </Switch>
    </details>
  )
}

const Bar = ({ hasEntries }: { readonly hasEntries: boolean }): ReactElement => {
  const t = useText()
  return (
    <div className="lore-bar">
      <Button writes onPress={() => void addEntry()} data-testid="lore-add">
        <Plus aria-hidden /> {t('memory:add')}
      </Button>
      <span className="spacer" />
      <FileTrigger
        allowsMultiple
        acceptedFileTypes={['application/json', '.json', 'image/png', '.png']}
        onSelect={(files) => void importLore([...(files ?? [])])}
      >
        <IconButton writes label={t('memory:import')} data-testid="lore-import">
          <Upload aria-hidden />
        </IconButton>
      </FileTrigger>
      {hasEntries && (
        <IconButton label={t('memory:export')} onPress={() => void exportLore()} data-testid="lore-export">
          <Download aria-hidden />
        </IconButton>
      )}
    </div>
  )
}

export const EntryList = (): ReactElement | null => {
  const t = useText()
  const entries = useLore((state) => state.entries)
  const caret = useManuscript((state) => state.caret)
  const saved = useManuscript((state) => state.savedAtMs)
  const report = useLore((state) => state.report)
  const openId = useLore((state) => state.openId)
  const [wanted, setWanted] = useState('')
  const reasons = useMemo(() => reasonsIn(report), [report])
  // What is being looked at stays, also while its name is changed to one that is not looked for.
  const found = useMemo(
    () => (entries ?? []).filter((entry) => entry.id === openId || isAbout(entry, wanted)),
    [entries, wanted, openId],
  )
  useEffect(() => {
    const timer = setTimeout(() => void lookAround(), 400)
    return () => clearTimeout(timer)
  }, [caret, saved])
  if (entries === null) return null
  if (entries.length === 0)
    return (
      <>
        <Bar hasEntries={false} />
        <Empty icon={<BookOpenText aria-hidden />} title={t('memory:empty')}>
          <span>{t('memory:emptyHint')}</span>
        </Empty>
      </>
    )
  return (
    <>
      <Bar hasEntries />
      {entries.length >= FIND_FROM && (
        <>
          <TextField label={t('memory:find')} value={wanted} onChange={setWanted} testId="lore-find" />
          <LeftOut />
        </>
      )}
      {found.length === 0 && <p className="quiet">{t('memory:foundNone')}</p>}
      <GrowingList
        items={found}
        keyOf={({ id }) => id}
        className="lore-list"
        label={t('memory:entries')}
        openKey={openId}
        key={wanted}
      >
        {(entry) => <Row entry={entry} {...(reasons.get(entry.id) ?? (report ? OUT : {}))} />}
      </GrowingList>
      <Trial />
      <Settings />
    </>
  )
}
