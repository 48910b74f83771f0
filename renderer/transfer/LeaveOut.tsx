// Which parts and chapters go into the book: everything, unless the writer says otherwise.
import type { ReactElement } from 'react'
import { nodeLabel, useBinder } from '../binder/binder-store.ts'
import { useText } from '../locales/index.ts'
import { toggleLeftOut, useExport } from './export-store.ts'

export const LeaveOut = (): ReactElement => {
  const t = useText()
  const nodes = useBinder((state) => state.nodes).filter(
    ({ kind, parentId }) => kind !== 'scene' || parentId === null,
  )
  const leftOut = useExport((state) => state.leaveOut)
  const count = nodes.filter(({ id }) => leftOut.has(id)).length
  return (
    <details className="field leave-out">
      <summary>{count === 0 ? t('transfer:wholeBook') : t('transfer:leftOut', { count })}</summary>
      <ul>
        {nodes.map((node) => {
          const isUnderAbsent = node.parentId !== null && leftOut.has(node.parentId)
          return (
            <li key={node.id} data-kind={node.parentId === null ? 'top' : 'below'}>
              <label>
                <input
                  type="checkbox"
                  checked={!leftOut.has(node.id) && !isUnderAbsent}
                  disabled={isUnderAbsent}
                  onChange={() => toggleLeftOut(node.id)}
                />
                {nodeLabel(node)}
              </label>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
