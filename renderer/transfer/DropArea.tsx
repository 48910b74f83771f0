// Where a file or folder is dropped or chosen; what is read of it, and what the words say, is the dialog's.
import { FileUp } from 'lucide-react'
import { useState, type DragEvent, type ReactElement, type ReactNode } from 'react'
import { host } from '../engine-client/host.ts'

interface DropAreaProps {
  readonly title: string
  readonly onFile: (file: File) => Promise<void>
  readonly onFolder: () => Promise<void>
  readonly choices: ReactNode
  readonly formats: ReactNode
  readonly testId?: string
}

export const DropArea = ({
  title,
  onFile,
  onFolder,
  choices,
  formats,
  testId,
}: DropAreaProps): ReactElement => {
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    const isFolder = event.dataTransfer.items[0]?.webkitGetAsEntry()?.isDirectory === true
    // A browser does not say where a dropped folder lies.
    if (isFolder && file && host.pathForFile(file) === null) void onFolder()
    else if (file) void onFile(file)
  }
  return (
    <div
      className={over ? 'transfer-drop over' : 'transfer-drop'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      data-testid={testId}
    >
      <FileUp aria-hidden />
      <p>{title}</p>
      <div className="transfer-choices">{choices}</div>
      <p className="quiet">{formats}</p>
    </div>
  )
}
