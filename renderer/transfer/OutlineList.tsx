// The proposed split as an editable list: choose lines, change their kind, retitle them, merge them into the one before.
import { Merge, Split } from 'lucide-react'
import type { Key, ReactElement } from 'react'
import {
  CheckboxButton,
  CheckboxField,
  GridList,
  GridListItem,
  Input,
  type Selection,
} from 'react-aria-components'
import { formatNumber, useText } from '../locales/index.ts'
import { Button, IconButton, Select } from '../ui/index.ts'
import { changeLines, importStore, useImport } from './import-store.ts'
import {
  changeKind,
  mergeIntoPrevious,
  retitle,
  splitAgain,
  type NodeKind,
  type OutlineLine,
} from './outline.ts'

const KINDS = ['part', 'chapter', 'scene'] as const satisfies readonly NodeKind[]

const keysOf = (selection: Selection, lines: readonly OutlineLine[]): ReadonlySet<string> =>
  selection === 'all'
    ? new Set(lines.map(({ key }) => key))
    : new Set([...selection].map((key: Key) => String(key)))

const Line = ({ line, isFirst }: { readonly line: OutlineLine; readonly isFirst: boolean }): ReactElement => {
  const t = useText()
  const only = new Set([line.key])
  return (
    <GridListItem
      id={line.key}
      textValue={line.title || line.excerpt}
      className={`outline-line ${line.kind}`}
    >
      <CheckboxField slot="selection" aria-label={t('transfer:choose')}>
        <CheckboxButton className="check">
          <span aria-hidden />
        </CheckboxButton>
      </CheckboxField>
      <div className="outline-kind">
        <Select
          label={t('transfer:kind')}
          hideLabel
          value={line.kind}
          choices={KINDS.map((kind) => ({ id: kind, label: t(`transfer:${kind}`) }))}
          onChange={(kind) => changeLines((lines) => changeKind(lines, only, kind))}
        />
      </div>
      <div className="outline-words">
        <Input
          className="outline-title"
          aria-label={t('transfer:lineTitle')}
          placeholder={t('transfer:noTitle')}
          value={line.title}
          onChange={(event) => changeLines((lines) => retitle(lines, line.key, event.currentTarget.value))}
          onKeyDown={(event) => event.stopPropagation()}
        />
        <span className="outline-excerpt">{line.excerpt}</span>
      </div>
      <span className="outline-count">{formatNumber(line.words)}</span>
      {line.merged.length > 0 && (
        <IconButton
          label={t('transfer:splitAgain', { count: line.merged.length })}
          onPress={() => changeLines((lines) => splitAgain(lines, line.key))}
        >
          <Split aria-hidden />
        </IconButton>
      )}
      <IconButton
        label={t('transfer:mergePrevious')}
        isDisabled={isFirst}
        onPress={() => changeLines((lines) => mergeIntoPrevious(lines, only))}
      >
        <Merge aria-hidden />
      </IconButton>
    </GridListItem>
  )
}

const SelectedActs = (): ReactElement => {
  const t = useText()
  const selected = useImport((state) => state.selected)
  return (
    <div className="outline-acts" role="group" aria-label={t('transfer:selectedActs')}>
      <span>{t('transfer:selectedCount', { count: selected.size })}</span>
      {KINDS.map((kind) => (
        <Button
          key={kind}
          look="quiet"
          isDisabled={selected.size === 0}
          onPress={() => changeLines((lines) => changeKind(lines, selected, kind))}
        >
          {t(`transfer:make-${kind}`)}
        </Button>
      ))}
      <Button
        look="quiet"
        isDisabled={selected.size === 0}
        onPress={() => changeLines((lines) => mergeIntoPrevious(lines, selected))}
      >
        {t('transfer:mergePrevious')}
      </Button>
    </div>
  )
}

export const OutlineList = (): ReactElement => {
  const t = useText()
  const lines = useImport((state) => state.lines)
  const selected = useImport((state) => state.selected)
  return (
    <>
      <SelectedActs />
      <GridList
        aria-label={t('transfer:outline')}
        className="outline"
        selectionMode="multiple"
        selectedKeys={selected}
        onSelectionChange={(selection) => importStore.setState({ selected: keysOf(selection, lines) })}
        keyboardNavigationBehavior="tab"
        data-testid="import-outline"
      >
        {lines.map((line, index) => (
          <Line key={line.key} line={line} isFirst={index === 0} />
        ))}
      </GridList>
    </>
  )
}
