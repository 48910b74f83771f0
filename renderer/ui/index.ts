// The shared controls in one place; their looks are in the css files beside it, their colours in tokens.css.
export { Button, IconButton, IconToggle } from './Button.tsx'
export { Dialog } from './Dialog.tsx'
export { Empty } from './Empty.tsx'
export { Checkbox, Segmented, Select, Slider, Switch, TextField } from './Fields.tsx'
export { FoldingStrip } from './FoldingStrip.tsx'
export { GrowingList } from './GrowingList.tsx'
export {
  Menu,
  MenuItem,
  MenuPopover,
  MenuSeparator,
  Popover,
  PopoverTrigger,
  Tab,
  TabList,
  TabPanel,
  Tabs,
} from './Overlay.tsx'
export { Progress } from './Progress.tsx'
export { watchNear } from './watch-near.ts'
export { ProjectFields, WritingContext } from './writing.ts'
export type { StripItem } from './strip-item.ts'
