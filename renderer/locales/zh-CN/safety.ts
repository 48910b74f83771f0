// 安全方面的文字：备份、只读、文件状况、口令、抢救。
export const safety = {
  title: '安全与隐私',
  open: '安全与隐私……',
} as const
