// Status, label, point of view and synopsis of one node, or of many at once; and what the colours of labels are called.
import { useState, type ReactElement } from 'react'
import { Button, Dialog, Select, TextField } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { describeNodes, nameLabel, renameNode, type NodeFacts } from './binder-acts.ts'
import { closeDetails, useBoard } from './board-store.ts'
import { nodeLabel, useBinder, type BinderNode, type LabelColor } from './binder-store.ts'
import { LABELS, STATUSES, statusText, useLabelText } from './NodeFields.tsx'

const NO_LABEL = 'none'
/** Nodes that are not all alike keep what they have. */
const MIXED = 'mixed'

const shared = <Key extends 'status' | 'label' | 'pov' | 'synopsis'>(
  nodes: readonly BinderNode[],
  key: Key,
): BinderNode[Key] | null => {
  const values = new Set(nodes.map((node) => node[key]))
  const [only] = values
  return values.size === 1 && only !== undefined ? only : null
}

const Form = ({ nodes }: { readonly nodes: readonly BinderNode[] }): ReactElement => {
  const t = useText()
  const labelText = useLabelText()
  const [first] = nodes
  const single = nodes.length === 1 ? first : undefined
  const [title, setTitle] = useState(single?.title ?? '')
  const [status, setStatus] = useState<string>(shared(nodes, 'status') ?? MIXED)
  const sharedLabel = shared(nodes, 'label')
  const [label, setLabel] = useState<string>(sharedLabel === null ? MIXED : sharedLabel || NO_LABEL)
  const [pov, setPov] = useState(shared(nodes, 'pov') ?? '')
  const [synopsis, setSynopsis] = useState(shared(nodes, 'synopsis') ?? '')
  const [names, setNames] = useState<Readonly<Partial<Record<LabelColor, string>>>>({})
  const mixed = [{ id: MIXED, label: t('binder:mixed') }]

  const save = async (): Promise<void> => {
    closeDetails()
    if (single && title.trim() !== single.title) await renameNode(single.id, title)
    const facts: NodeFacts = {
      ...(status === MIXED ? {} : { status: status as BinderNode['status'] }),
      ...(label === MIXED ? {} : { label: label === NO_LABEL ? '' : (label as LabelColor) }),
      // Of many, an untouched field is not a wish to empty all of them.
      ...(single || pov !== (shared(nodes, 'pov') ?? '') ? { pov: pov.trim() } : {}),
      ...(single || synopsis !== (shared(nodes, 'synopsis') ?? '') ? { synopsis: synopsis.trim() } : {}),
    }
    await describeNodes(new Set(nodes.map(({ id }) => id)), facts)
    for (const color of LABELS) {
      const name = names[color]
      if (name !== undefined) await nameLabel(color, name)
    }
  }

  const chosen = LABELS.find((color) => color === label)
  return (
    <Dialog
      title={single ? nodeLabel(single) : t('binder:detailsOfMany', { count: nodes.length })}
      isOpen
      onClose={closeDetails}
      widthPx={480}
      writes
      testId="details-dialog"
      foot={
        <>
          <Button onPress={closeDetails}>{t('app:cancel')}</Button>
          <Button look="primary" onPress={() => void save()}>
            {t('app:ok')}
          </Button>
        </>
      }
    >
      {single && (
        <TextField
          label={t('binder:nameOf')}
          value={title}
          onChange={setTitle}
          onSubmit={() => void save()}
        />
      )}
      <div className="details-pair">
        <Select
          label={t('binder:status')}
          value={status}
          choices={[
            ...(status === MIXED ? mixed : []),
            ...STATUSES.map((id) => ({ id, label: statusText(id, t) })),
          ]}
          onChange={setStatus}
        />
        <Select
          label={t('binder:label')}
          value={label}
          choices={[
            ...(label === MIXED ? mixed : []),
            { id: NO_LABEL, label: t('binder:labelNone') },
            ...LABELS.map((id) => ({ id, label: labelText(id) })),
          ]}
          onChange={setLabel}
        />
      </div>
      {chosen && (
        <TextField
          key={chosen}
          label={t('binder:labelName')}
          value={names[chosen] ?? labelText(chosen)}
          onChange={(name) => setNames({ ...names, [chosen]: name })}
          hint={t('binder:labelNameHint')}
        />
      )}
      <TextField label={t('binder:pov')} value={pov} onChange={setPov} onSubmit={() => void save()} />
      <TextField
        label={t('binder:synopsis')}
        value={synopsis}
        onChange={setSynopsis}
        multiline
        testId="details-synopsis"
      />
    </Dialog>
  )
}

export const DetailsDialog = (): ReactElement | null => {
  const ids = useBoard((state) => state.details)
  const nodes = useBinder((state) => state.nodes)
  const chosen = ids === null ? [] : nodes.filter((node) => ids.has(node.id))
  return chosen.length > 0 ? <Form key={[...(ids ?? [])].join()} nodes={chosen} /> : null
}
