// What the writer notes about a node, as small controls shared by cards, outline and details: status and label.
import { Tag } from 'lucide-react'
import type { ReactElement } from 'react'
import { Button, MenuTrigger } from 'react-aria-components'
import { Menu, MenuItem, MenuPopover } from '../ui/index.ts'
import { useText, type Text, type TextKey } from '../locales/index.ts'
import { describeNodes } from './binder-acts.ts'
import { nodeLabel, useBinder, type BinderNode, type LabelColor } from './binder-store.ts'

export const STATUSES = [
  'none',
  'idea',
  'draft',
  'revised',
  'done',
] as const satisfies readonly BinderNode['status'][]
export const LABELS = [
  'red',
  'orange',
  'yellow',
  'green',
  'blue',
  'violet',
] as const satisfies readonly LabelColor[]

export const statusText = (status: BinderNode['status'], t: Text): string => t(`binder:status_${status}`)

/** The writer's name for a label's colour, else the colour's own. */
export const useLabelText = (): ((label: BinderNode['label']) => string) => {
  const t = useText()
  const labels = useBinder((state) => state.labels)
  return (label) =>
    label === '' ? t('binder:labelNone') : (labels[label] ?? t(`binder:label_${label}` as TextKey))
}

/** The label as a small mark with its name. */
export const LabelMark = ({ label }: { readonly label: BinderNode['label'] }): ReactElement | null => {
  const text = useLabelText()
  return label === '' ? null : (
    <i className={`label-mark ${label}`} role="img" aria-label={text(label)} title={text(label)} />
  )
}

interface FieldProps {
  readonly node: BinderNode
}

export const StatusMenu = ({ node }: FieldProps): ReactElement => {
  const t = useText()
  const now = statusText(node.status, t)
  return (
    <MenuTrigger>
      <Button
        className={`status-chip ${node.status}`}
        aria-label={t('binder:statusOf', { title: nodeLabel(node), status: now })}
      >
        {node.status === 'none' ? <span aria-hidden>–</span> : now}
      </Button>
      <MenuPopover>
        <Menu
          aria-label={t('binder:status')}
          onAction={(key) => void describeNodes(new Set([node.id]), { status: key as BinderNode['status'] })}
        >
          {STATUSES.map((status) => (
            <MenuItem key={status} id={status} label={statusText(status, t)} />
          ))}
        </Menu>
      </MenuPopover>
    </MenuTrigger>
  )
}

export const LabelMenu = ({ node }: FieldProps): ReactElement => {
  const t = useText()
  const text = useLabelText()
  return (
    <MenuTrigger>
      <Button
        className="label-button"
        aria-label={t('binder:labelOf', { title: nodeLabel(node), label: text(node.label) })}
      >
        {node.label === '' ? <Tag aria-hidden /> : <i className={`label-mark ${node.label}`} aria-hidden />}
        {node.label !== '' && <span>{text(node.label)}</span>}
      </Button>
      <MenuPopover>
        <Menu
          aria-label={t('binder:label')}
          onAction={(key) =>
            void describeNodes(new Set([node.id]), { label: key === 'none' ? '' : (key as LabelColor) })
          }
        >
          <MenuItem id="none" label={t('binder:labelNone')} />
          {LABELS.map((label) => (
            <MenuItem
              key={label}
              id={label}
              label={text(label)}
              icon={<i className={`label-mark ${label}`} aria-hidden />}
            />
          ))}
        </Menu>
      </MenuPopover>
    </MenuTrigger>
  )
}
