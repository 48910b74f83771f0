// 简体中文：引擎用英文说的话，关于项目、文件、导入导出、网络与本机。按英文逐句给出；{1}、{2} 是句中的值。
export const saidOfFiles: Readonly<Record<string, string>> = {
  // 什么都没有变
  'Nothing was changed.': '没有任何改动。',
  'Nothing was imported.': '没有导入任何内容。',
  'Nothing was exported.': '没有导出任何内容。',
  'Nothing was added.': '没有添加任何内容。',
  'Nothing was removed.': '没有移除任何内容。',
  'Nothing was written.': '没有写出任何内容。',
  'Nothing was taken in.': '没有读入任何内容。',
  'Nothing was searched.': '没有进行搜索。',
  'Nothing was started.': '没有启动。',
  'Nothing was begun.': '没有开始。',
  'Nothing was made.': '没有建立任何内容。',
  'It was not changed.': '它没有被改动。',
  'It was not touched.': '它没有被改动。',
  'It is as it was.': '它保持原样。',
  'What is used is as it was.': '正在使用的内容保持原样。',
  'Choose the file again.': '请重新选择文件。',
  'Ask again.': '请再问一次。',
  'Try again in a moment.': '请稍后再试。',

  // 项目与备份
  'The project is open to read only.': '项目以只读方式打开。',
  'Nothing was changed; close it where it is being written, then open it again.':
    '没有任何改动；请先在正在写入它的地方关闭，再重新打开。',
  'The project file is damaged.': '项目文件已损坏。',
  'The project file is damaged and was not changed; open a backup, or a copy kept beside it.':
    '项目文件已损坏，没有被改动；请打开备份，或旁边保留的副本。',
  'The project file is not there (any more).': '项目文件已不在原处。',
  'The project is not whole.': '项目不完整。',
  'Its passphrase was not changed.': '口令没有更改。',
  'A passphrase has at least {1} characters.': '口令至少要有 {1} 个字符。',
  'This project is encrypted.': '此项目已加密。',
  'It opens with its passphrase only.': '只有口令才能打开它。',
  'The passphrase is not the one of this project, or its first page is damaged.':
    '口令不是此项目的口令，或文件的第一页已损坏。',
  'There is no other way in: a lost passphrase is lost.': '没有别的办法打开：口令丢了就找不回来。',
  'This file is not an Arcwright project.': '这不是 Arcwright 项目文件。',
  'This project was saved by a newer version of Arcwright.': '此项目由更新版本的 Arcwright 保存。',
  'It was not changed; update Arcwright to open it.': '它没有被改动；请更新 Arcwright 后再打开。',
  'Rows of this project point at rows that are not there.': '此项目中有些记录指向了不存在的记录。',
  'This project is already open in {1}.': '此项目已在别处打开（{1}）。',
  'another program': '另一个程序',
  'Close it there, or open it here to read only.': '请在那里关闭它，或在此以只读方式打开。',
  'This project is being written all the time; it could not be read just now.':
    '此项目正在不断写入，暂时无法读取。',
  'A file with this name exists already.': '已有同名文件。',
  'No project is open here.': '这里没有打开项目。',
  'Open or create one first.': '请先打开或新建一个。',
  'This project has been closed meanwhile.': '此项目刚刚已被关闭。',
  'This project is open here.': '此项目正在这里打开着。',
  'Close it first; nothing was done.': '请先关闭它；没有进行任何操作。',
  'This is the project that is open, not a backup of it.': '这是正打开着的项目，不是它的备份。',
  'The folder for backups must be given in full.': '请给出备份文件夹的完整路径。',
  'Backups cannot be written to this folder.': '无法把备份写入这个文件夹。',
  'Saving is not affected; choose another folder.': '保存不受影响；请另选一个文件夹。',
  'The backup is not where it was put.': '备份已不在原处。',
  'This backup is not there (any more).': '这个备份已经不在了。',
  'This backup is damaged itself, so nothing was restored.': '这个备份本身已损坏，没有恢复任何内容。',
  'Try an older one, or recover what can be read of it.': '请试试更早的备份，或从中抢救还能读出的内容。',
  'A copy was made but is not whole, so it was thrown away.': '做出的副本不完整，已经丢弃。',
  'The project may be damaged: check it, and keep older backups.':
    '项目可能已损坏：请检查，并留好较早的备份。',
  'Nothing of a project can be found in this file: no scene, no node, no media.':
    '这个文件里找不到项目的任何内容：没有场景、条目，也没有素材。',
  'What would be undone is damaged in the project file.': '要撤销的内容在项目文件中已损坏。',

  'The engine has stopped and is being started again.': '引擎已停止，正在重新启动。',
  'What was saved is kept.': '已保存的都还在。',

  // 系统与磁盘
  'The file or folder is not there (any more).': '文件或文件夹已经不在了。',
  'The system does not allow this file to be used.': '系统不允许使用这个文件。',
  'The disk did not take it: it is full, or gone.': '磁盘没有写入成功：可能已满，或已断开。',
  'Everything saved before is kept; free some space and save again.':
    '之前保存的都还在；请腾出空间后再保存。',
  'This is a file, not a folder.': '这是文件，不是文件夹。',
  'This file is not there.': '文件不在那里。',
  'The file changed while it was being read.': '读取时文件发生了变化。',
  'This content is being added right now.': '这项内容正在添加。',
  'This content is not in the project (any more).': '这项内容已不在项目中。',

  // 导入
  'This file is empty.': '文件是空的。',
  'The file is empty.': '文件是空的。',
  'The files in this folder are empty.': '文件夹里的文件都是空的。',
  'There are no words in this file.': '文件里没有文字。',
  'This file holds no readable text.': '文件里没有可读的文字。',
  'This is not a file that can be read.': '这不是可以读取的文件。',
  'This file could not be read.': '无法读取这个文件。',
  'This file could not be read: it is damaged, or far larger inside than a book.':
    '无法读取这个文件：它已损坏，或内容远大于一本书。',
  'This file is damaged and cannot be opened.': '文件已损坏，无法打开。',
  'This file unpacks to more than a book could hold.': '文件解压后远大于一本书。',
  'Books up to 100 MB can be imported.': '可以导入不超过 100 MB 的书稿。',
  'Books come in as plain text, Markdown, Word (DOCX), OpenDocument, RTF, EPUB or HTML, or as the folder of a project.':
    '可以导入纯文本、Markdown、Word（DOCX）、OpenDocument、RTF、EPUB 或 HTML，也可以是项目文件夹。',
  'There is no book in this folder: it holds neither Markdown files nor a project of Scrivener, novelWriter or Manuskript.':
    '这个文件夹里没有书稿：既没有 Markdown 文件，也没有 Scrivener、novelWriter 或 Manuskript 项目。',
  'This folder holds more than a book could.': '这个文件夹的内容远多于一本书。',
  'This Word file is damaged or locked with a password.': '这个 Word 文件已损坏，或有密码保护。',
  'This OpenDocument file is damaged or locked with a password.':
    '这个 OpenDocument 文件已损坏，或有密码保护。',
  'This RTF file is damaged.': '这个 RTF 文件已损坏。',
  'This is not an RTF file.': '这不是 RTF 文件。',
  'This is not a whole EPUB.': '这不是完整的 EPUB。',
  'This book is locked by its seller and cannot be read.': '这本书被销售方加了锁，无法读取。',
  'This Manuskript project has no texts.': '这个 Manuskript 项目里没有文字。',
  'The novelWriter project is damaged.': '这个 novelWriter 项目已损坏。',
  'The Scrivener project is damaged: its list of documents cannot be read.':
    '这个 Scrivener 项目已损坏：无法读取它的文档清单。',
  'This preview is no longer kept.': '这个预览已不再保留。',
  'The outline does not belong to this preview.': '这份大纲不属于当前的预览。',
  'This archive is damaged and cannot be read.': '归档文件已损坏，无法读取。',
  'This archive is damaged and cannot be opened.': '归档文件已损坏，无法打开。',
  'This archive unpacks to more than a life.': '归档解压后大得不合常理。',
  'This archive could not be read: it is damaged, or far larger inside than a diary.':
    '无法读取归档：它已损坏，或内容远大于一本日记。',
  'This file holds more text than a diary could.': '文件里的文字远多于一本日记。',
  'Archives up to 1.5 GB can be read; unpack a larger one and choose its folder.':
    '可以读取不超过 1.5 GB 的归档；更大的请先解压，再选择文件夹。',
  'This is none of the diaries, chats and archives that can be read here.':
    '这不是此处能读取的日记、聊天记录或归档。',
  'There is no column “{1}” in this table.': '表格里没有“{1}”这一列。',
  'This file is too large for feedback.': '作为反馈文件，它太大了。',
  'This is not a file of feedback that Arcwright wrote.': '这不是 Arcwright 写出的反馈文件。',

  // 导出
  'There is no such export format.': '没有这种导出格式。',
  'There is no such report format.': '没有这种报告格式。',
  'No format has this option.': '没有哪种格式有这个选项。',
  'The folder to export to is not there.': '要导出到的文件夹不存在。',
  'This book becomes a folder, and here is something already.': '书稿会导出成一个文件夹，而这里已经有内容。',
  'Nothing was written; choose a new or empty folder.': '没有写出任何内容；请选一个新的或空的文件夹。',
  'Something that is no file has this name.': '这个名称已被占用，而且不是文件。',
  'This export is no longer kept.': '这次导出的文件已不再保留。',
  'Export the book again.': '请重新导出。',

  // 素材
  'This is not a file that can be added.': '这不是可以添加的文件。',
  'The file is too large to keep in a project.': '文件太大，无法放进项目。',
  'This kind of file cannot be used in a story.': '这类文件不能用在故事里。',
  'This file is not in the project (any more).': '这个文件已不在项目中。',
  'This pin is not in the project (any more).': '这枚图钉已不在项目中。',
  'There is no small picture of this file.': '这个文件没有缩略图。',
  'There is no picture of this moment.': '这一刻没有画面。',
  'This is not a clip.': '这不是影音片段。',
  'Nobody speaks in a file of this kind.': '这类文件里没有人说话。',
  'Nothing is said in a file of this kind.': '这类文件里不会有人说话。',
  'The pieces of this clip do not fit together.': '这段影音的各部分对不上。',
  'These are too many pieces of a clip.': '这段影音的片段太多。',
  'There are no subtitles in this file.': '文件里没有字幕。',
  'There is no such format of subtitles.': '没有这种字幕格式。',
  'No subtitles are as large as this.': '字幕文件不会有这么大。',
  'There is nothing to make subtitles of yet: let the file be understood, or write down what is said.':
    '还没有可以做成字幕的内容：请先让程序理解这个文件，或写下其中说的话。',
  'pocketsphinx is not installed here.': '这里没有安装 pocketsphinx。',
  'This is not the program of whisper.cpp.': '这不是 whisper.cpp 的程序。',
  'This is not a model of whisper.cpp.': '这不是 whisper.cpp 的模型。',
  'There is no server of this name among the writers.': '“谁来写”中没有这个名称的服务器。',
  'The configuration or the tokenizer in this folder is not a captioner’s.':
    '这个文件夹里的配置或分词器不是图片说明模型的。',
  'This folder holds no captioner: {1} is missing.': '这个文件夹里没有图片说明模型：缺少 {1}。',

  // 网络、服务与其他机器
  'This needs the network, and the door for it is closed.': '此操作需要联网，而相应的网络通道未开启。',
  'Nothing was sent; it is opened in the settings.': '没有发送任何内容；可在设置中开启。',
  'There is no network door of this name.': '没有这个名称的网络通道。',
  'This is no address of a server.': '这不是服务器地址。',
  'It looks like http://127.0.0.1:8080/v1; a key has its own field.':
    '地址形如 http://127.0.0.1:8080/v1；密钥有单独的一栏。',
  'The service runs already.': '服务已在运行。',
  'It goes on as it is; stop it first.': '它会照常运行；请先停止它。',
  'The service cannot listen there; choose another address or port.':
    '服务无法使用这个地址或端口；请另选一个。',
  'There is no key of this id.': '没有这个密钥。',
  'The file of keys cannot be read; nobody is let in until it is mended or moved away.':
    '无法读取密钥文件；在修好或移走之前，任何人都无法接入。',
  'The address of a Redis begins with redis:// or rediss://, as redis://127.0.0.1:6379.':
    'Redis 的地址以 redis:// 或 rediss:// 开头，例如 redis://127.0.0.1:6379。',
  'Say which Redis: redis://127.0.0.1:6379.': '请指明 Redis 的地址，例如 redis://127.0.0.1:6379。',
  'No Redis answers at this address.': '这个地址没有 Redis 回应。',
  'Nothing was changed; check that it runs, its address and its password.':
    '没有任何改动；请检查它是否在运行、地址和密码是否正确。',
  'Another machine sent findings that cannot be read.': '另一台机器发来的结果无法读取。',
  'Nothing of them was kept; analyse again.': '这些结果没有保留；请重新分析。',
  'Another machine could not do its part of the work.': '另一台机器没能完成它的那部分工作。',
  'What was done is kept; try again.': '已完成的都还在；请再试一次。',
  'This is too large to be sent to other machines.': '内容太大，无法发给其他机器。',
  'A file of the shared work is not there (any more).': '共享工作中的一个文件已经不在了。',
  'There is no backend {1}; nothing was changed.': '没有 {1} 这种计算方式；没有任何改动。',
  '{1} cannot be used on this machine ({2}); nothing was changed.':
    '这台机器上不能用 {1}（{2}）；没有任何改动。',
}
