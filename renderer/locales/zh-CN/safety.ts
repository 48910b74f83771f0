// 安全方面的文字：备份、只读、文件状况、口令、抢救。
export const safety = {
  title: '安全与隐私',
  open: '安全与隐私……',
  readOnly: '只读。',
  readOnlyLead: '{{who}} 正在写入。这里显示的是文件在 {{time}} 时的样子。',
  lookAgain: '重新读取',
  openToRead: '只读打开',
  openToWrite: '打开并写作',
  holder: '{{host}} 上的 Arcwright（进程 {{pid}}，始于 {{time}}）',
  holderUnknown: '另一个程序',
  holderStale:
    '另一个程序正在使用此文件。旁边的记录写的是进程 {{pid}}，但该进程已经结束，因此无法得知是哪一个。',
  lockedBy: '{{who}} 正在写入此项目。',
} as const
