// The dialogue's variables: name, kind, what a play begins with and a note; each change is one undo step.
import { Plus, Trash2 } from 'lucide-react'
import type { ReactElement } from 'react'
import { Button, Dialog, IconButton, Select } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { edit, showPanel, useDialogue, type Graph } from './dialogue-store.ts'
import { Draft } from './Draft.tsx'

type Variable = Graph['variables'][number]
type Type = Variable['type']

const FIRST: Readonly<Record<Type, Variable['initial']>> = { bool: false, number: 0, string: '' }
const save = (was: string | null, variable: Variable | null): void =>
  void edit({ act: 'variable', was, variable })

const InitialField = ({ variable }: { readonly variable: Variable }): ReactElement => {
  const t = useText()
  const { name, type, initial } = variable
  const label = t('dialogue:initial')
  const give = (value: Variable['initial']): void => save(name, { ...variable, initial: value })
  if (type === 'bool')
    return (
      <Select
        label={label}
        value={initial === true ? 'true' : 'false'}
        choices={[
          { id: 'false', label: t('dialogue:no') },
          { id: 'true', label: t('dialogue:yes') },
        ]}
        onChange={(value) => give(value === 'true')}
      />
    )
  return (
    <Draft
      label={label}
      value={String(initial)}
      testId="variable-initial"
      onCommit={(value) => {
        const isNumber = value.trim() !== '' && Number.isFinite(Number(value))
        if (type === 'number' && !isNumber) return false
        return give(type === 'number' ? Number(value) : value)
      }}
    />
  )
}

const VariableRow = ({ variable }: { readonly variable: Variable }): ReactElement => {
  const t = useText()
  const { name, type } = variable
  return (
    <li className="variable-row" data-testid="variable-row">
      <Draft
        label={t('dialogue:variable')}
        value={name}
        testId="variable-name"
        onCommit={(next) => save(name, { ...variable, name: next })}
      />
      <Select<Type>
        label={t('dialogue:variableType')}
        value={type}
        choices={[
          { id: 'bool', label: t('dialogue:type_bool') },
          { id: 'number', label: t('dialogue:type_number') },
          { id: 'string', label: t('dialogue:type_string') },
        ]}
        onChange={(next) => save(name, { ...variable, type: next, initial: FIRST[next] })}
      />
      <InitialField key={type} variable={variable} />
      <Select
        label={t('dialogue:setBy')}
        value={variable.fromGame === true ? 'game' : 'dialogue'}
        choices={[
          { id: 'dialogue', label: t('dialogue:setBy_dialogue') },
          { id: 'game', label: t('dialogue:setBy_game') },
        ]}
        onChange={(by) => save(name, { ...variable, fromGame: by === 'game' })}
      />
      <Draft
        label={t('dialogue:note')}
        value={variable.note}
        onCommit={(note) => save(name, { ...variable, note })}
      />
      <IconButton label={t('dialogue:removeVariable', { name })} onPress={() => save(name, null)}>
        <Trash2 aria-hidden />
      </IconButton>
    </li>
  )
}

const freeName = (taken: readonly Variable[]): string => {
  let number = taken.length + 1
  while (taken.some(({ name }) => name === `flag${number}`)) number += 1
  return `flag${number}`
}

export const VariablesDialog = (): ReactElement => {
  const t = useText()
  const isOpen = useDialogue((state) => state.panel === 'variables' && state.graph !== null)
  const variables = useDialogue((state) => state.graph?.variables)
  const add = (): void =>
    save(null, { name: freeName(variables ?? []), type: 'bool', initial: false, note: '' })
  return (
    <Dialog
      title={t('dialogue:variables')}
      isOpen={isOpen}
      onClose={() => showPanel(null)}
      widthPx={860}
      testId="variables-dialog"
    >
      <p className="quiet">{t('dialogue:variablesHint')}</p>
      <ul className="variable-list">
        {variables?.map((variable, index) => (
          <VariableRow key={index} variable={variable} />
        ))}
      </ul>
      <Button onPress={add} data-testid="variable-add">
        <Plus aria-hidden /> {t('dialogue:addVariable')}
      </Button>
    </Dialog>
  )
}
