// The lorebook's entries: which of them the caret calls up just now and why, each opened and edited in place.
import { BookOpenText, Download, Plus, Upload } from 'lucide-react'
import type { ReactElement } from 'react'
import { useEffect } from 'react'
import { Button as AriaButton, FileTrigger } from 'react-aria-components'
import { useText } from '../locales/index.ts'
import { useManuscript } from '../manuscript/manuscript-api.ts'
import { Button, Checkbox, Empty, IconButton, Slider, Switch, TextField } from '../ui/index.ts'
import { EntryEditor } from './EntryEditor.tsx'
import {
  addEntry,
  changeEntry,
  changeSettings,
  exportLore,
  importLore,
  lookAround,
  openEntry,
  tryText,
  useLore,
  type Entry,
} from './lore-store.ts'

const useNameOf = (): ((entry: Entry) => string) => {
  const t = useText()
  return ({ title, keys }) => title || keys[0] || t('memory:untitled')
}

/** Why it is told just now, or why not; null while nobody knows. */
const useReason = (entry: Entry): { readonly isActive: boolean; readonly why: string } | null => {
  const t = useText()
  const report = useLore((state) => state.report)
  const active = report?.active.find((each) => each.entry.id === entry.id)
  if (active) {
    const { cause } = active
    const why =
      cause.kind === 'constant'
        ? t('memory:why-always')
        : t(`memory:why-${cause.kind}`, { detail: cause.key })
    return { isActive: true, why }
  }
  const left = report?.left.find((each) => each.entry.id === entry.id)
  return left ? { isActive: false, why: t(`memory:why-${left.why}`) } : null
}

const Row = ({ entry }: { readonly entry: Entry }): ReactElement => {
  const t = useText()
  const name = useNameOf()(entry)
  const reason = useReason(entry)
  const isOpen = useLore((state) => state.openId === entry.id)
  return (
    <li
      className={`lore-entry${reason?.isActive === true ? ' active' : ''}${entry.enabled ? '' : ' off'}`}
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
      {reason && (
        <p className="lore-why">
          <b>{reason.isActive ? t('memory:activeNow') : t('memory:notNow')}</b> {reason.why}
        </p>
      )}
      {isOpen && <EntryEditor entry={entry} />}
    </li>
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
      <ul className="lore-list" aria-label={t('memory:entries')}>
        {entries.map((entry) => (
          <Row key={entry.id} entry={entry} />
        ))}
      </ul>
      <Trial />
      <Settings />
    </>
  )
}
