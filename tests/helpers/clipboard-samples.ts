// What word processors and browsers put on the clipboard, written as those programs write it, and what of it belongs on the page.

export interface ClipboardSample {
  readonly program: string
  readonly html: string
  /** One line for each block, as `outline` of comments.test.ts writes them. */
  readonly becomes: readonly string[]
}

const word: ClipboardSample = {
  program: 'Word',
  html: `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=ProgId content=Word.Document><meta name=Generator content="Microsoft Word 15">
<link rel=File-List href="file:///C:/Users/a/AppData/Local/Temp/msohtmlclip1/01/clip_filelist.xml">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-parent:""; margin:0in; font-size:12.0pt; font-family:"Times New Roman",serif;} @page WordSection1 {size:8.5in 11.0in;} --></style>
<!--[if gte mso 10]><style>table.MsoNormalTable {mso-style-name:"Table Normal";}</style><![endif]--></head>
<body lang=EN-US link="#0563C1" vlink="#954F72" style='tab-interval:.5in;word-wrap:break-word'>
<!--StartFragment-->
<h2 style='mso-list:none'><a name="_Toc1"></a>The lamp<o:p></o:p></h2>
<p class=MsoNormal style='text-indent:.5in;line-height:200%'><span style='font-size:14.0pt;color:red'>She </span><b style='mso-bidi-font-weight:normal'>waited</b> <i style='mso-bidi-font-style:normal'>long</i> and <u>well</u>,<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]><span class=MsoFootnoteReference><span style='font-size:12.0pt'>[1]</span></span><![endif]></span></span></a> at
the <a href="https://example.org/quay"><span style='color:#0563C1;text-decoration:underline'>quay</span></a>.<span class=MsoCommentReference><span style='font-size:8.0pt'><a style='mso-comment-reference:A_1;mso-comment-date:20260101T0000' href="#_msocom_1" id="_anchor_1">[A1]</a><span style='mso-special-character:comment'>&nbsp;</span></span></span><o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-.25in;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol;mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>bread<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:1.0in;mso-add-space:auto;text-indent:-.25in;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-fareast-font-family:"Times New Roman"'><span style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>rye</p>
<p class=MsoListParagraphCxSpLast style='text-indent:-.25in;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>oil</p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;mso-yfti-tbllook:1184'><tr style='mso-yfti-irow:0'><td width=311 valign=top style='width:233.75pt;border:solid windowtext 1.0pt'><p class=MsoNormal>Tide<o:p></o:p></p></td><td width=312 valign=top><p class=MsoNormal><b>High</b></p></td></tr></table>
<p class=MsoNormal><span style='display:none;mso-hide:all'>hidden words</span>End.<!--[if gte vml 1]><v:shape id="p1"><v:imagedata src="file:///C:/clip_image001.png"/></v:shape><![endif]--><![if !vml]><img width=40 height=40 src="file:///C:/Users/a/clip_image001.png" v:shapes="p1"><![endif]></p>
<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1 width="33%"><![endif]>
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1" title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'>[1]</span></span></a> Until the <i>morning</i>.</p></div></div>
<div style='mso-element:comment-list'><div style='mso-element:comment'><div id="_com_1" class=msocomtxt><p class=MsoCommentText>Too long?</p></div></div></div>
<!--EndFragment--></body></html>`,
  becomes: [
    'h The lamp',
    'p She *waited* /long/ and _well_,[^Until the morning.] at the <quay https://example.org/quay>.',
    'p',
    'ul (bread ol (rye)) (oil)',
    'table [p Tide|p *High*]',
    'p End.',
  ],
}

const googleDocs: ClipboardSample = {
  program: 'Google Docs',
  html: `<meta charset='utf-8'><meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-5f0b7c1e-7fff-1234-abcd-1234567890ab"><h1 dir="ltr" style="line-height:1.38;margin-top:20pt;margin-bottom:6pt;"><span style="font-size:20pt;font-family:Arial,sans-serif;color:#000000;background-color:transparent;font-weight:400;font-style:normal;text-decoration:none;vertical-align:baseline;white-space:pre-wrap;">The lamp</span></h1><p dir="ltr" style="line-height:1.38;margin-top:0pt;"><span style="font-size:11pt;font-weight:400;font-style:normal;text-decoration:none;white-space:pre-wrap;">She </span><span style="font-size:11pt;font-weight:700;white-space:pre-wrap;">waited</span><span style="font-weight:400;white-space:pre-wrap;"> </span><span style="font-weight:400;font-style:italic;white-space:pre-wrap;">long</span><span style="font-weight:400;text-decoration:line-through;white-space:pre-wrap;"> there</span><span style="font-weight:400;white-space:pre-wrap;"> at the </span><a href="https://example.org/quay" style="text-decoration:none;"><span style="font-size:11pt;color:#1155cc;font-weight:400;text-decoration:underline;-webkit-text-decoration-skip:none;white-space:pre-wrap;">quay</span></a><span style="font-weight:400;white-space:pre-wrap;">.</span></p><br /><ul style="margin-top:0;padding-inline-start:48px;"><li dir="ltr" style="list-style-type:disc;font-size:11pt;" aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:400;white-space:pre-wrap;">bread</span></p></li><ul style="margin-top:0;"><li dir="ltr" style="list-style-type:circle;" aria-level="2"><p dir="ltr" role="presentation"><span style="font-weight:400;">rye</span></p></li></ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:400;">oil</span></p></li></ul><div dir="ltr" style="margin-left:0pt;" align="left"><table style="border:none;border-collapse:collapse;"><colgroup><col width="312"/><col width="312"/></colgroup><tbody><tr style="height:0pt"><td style="vertical-align:top;"><p dir="ltr"><span style="font-weight:400;">Tide</span></p></td><td><p dir="ltr"><span style="font-weight:700;">High</span></p></td></tr></tbody></table></div><p dir="ltr"><span style="font-weight:400;"><span style="border:none;display:inline-block;overflow:hidden;width:20px;height:20px;"><img src="https://lh7-rt.googleusercontent.com/docsz/AD_4n?key=x" width="20" height="20" style="margin-left:0px;" /></span>End.</span></p></b><br class="Apple-interchange-newline">`,
  becomes: [
    'h The lamp',
    'p She *waited* /long/~ there~ at the <quay https://example.org/quay>.',
    'ul (bread ul (rye)) (oil)',
    'table [p Tide|p *High*]',
    'p End.',
  ],
}

const libreOffice: ClipboardSample = {
  program: 'LibreOffice',
  html: `<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><title></title><meta name="generator" content="LibreOffice 24.2.7.2 (Linux)"/><style type="text/css">@page { size: 8.27in 11.69in; margin: 0.79in } p { line-height: 115%; margin-bottom: 0.1in } a.sdfootnoteanc { font-size: 57% }</style></head><body lang="en-US" link="#000080" vlink="#800000" dir="ltr"><h2 class="western">The lamp</h2>
<p style="line-height: 100%; margin-bottom: 0in">
<font face="Liberation Serif, serif"><font size="3" style="font-size: 12pt">She
<b>waited</b> <i>long</i> and <u>well</u>,</font></font><a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>
at the <a href="https://example.org/quay">quay</a>.</p>
<ul>
	<li><p style="margin-bottom: 0in">bread</p>
	<ul>
		<li><p>rye</p></li>
	</ul></li>
	<li><p>oil</p></li>
</ul>
<table width="643" cellpadding="4" cellspacing="0"><col width="313"/><col width="313"/><tr valign="top"><th width="313"><p>Tide</p></th><td width="313"><p><b>High</b></p></td></tr></table>
<p>End.</p>
<div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Until
	the morning.</p>
</div></body></html>`,
  becomes: [
    'h The lamp',
    'p She *waited* /long/ and _well_,[^Until the morning.] at the <quay https://example.org/quay>.',
    'ul (bread ul (rye)) (oil)',
    'table [p Tide|p *High*]',
    'p End.',
  ],
}

const pages: ClipboardSample = {
  program: 'Pages',
  html: `<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd"><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><meta http-equiv="Content-Style-Type" content="text/css"><title></title><meta name="Generator" content="Cocoa HTML Writer"><meta name="CocoaVersion" content="2487.4"><style type="text/css">p.p1 {margin: 0.0px 0.0px 0.0px 0.0px; font: 11.0px 'Helvetica Neue'; color: #000000} li.li1 {font: 11.0px 'Helvetica Neue'} span.s1 {font-kerning: none} table.t1 {border-collapse: collapse}</style></head><body><p class="p1"><span class="s1">She<span class="Apple-converted-space">&nbsp; </span></span><span class="s2"><b>waited</b></span><span class="s1"> <i>long</i> at the <a href="https://example.org/quay"><span class="s3">quay</span></a>.</span></p><p class="p2"><span class="s1"></span><br></p><ul class="ul1"><li class="li1"><span class="s4"></span><span class="s1">bread</span></li><li class="li1"><span class="s1">oil</span></li></ul><table cellspacing="0" cellpadding="0" class="t1"><tbody><tr><td valign="top" class="td1"><p class="p1"><span class="s1">Tide</span></p></td><td valign="top" class="td1"><p class="p1"><span class="s1"><b>High</b></span></p></td></tr></tbody></table><p class="p1"><span class="s1">End.</span></p></body></html>`,
  becomes: [
    'p She *waited* /long/ at the <quay https://example.org/quay>.',
    'p',
    'ul (bread) (oil)',
    'table [p Tide|p *High*]',
    'p End.',
  ],
}

const web: ClipboardSample = {
  program: 'a web page',
  html: `<meta charset='utf-8'><article id="post-7" class="entry" onclick="steal()" style="color: rgb(51, 51, 51); font-family: Georgia;"><script>alert(1)</script><style>.x{}</style><h3 id="top" class="title">The lamp</h3><p class="lead">She <strong>waited</strong> <em>long</em><sup id="cite_ref-1"><a href="#cite_note-1">[1]</a></sup> at the <a href="https://example.org/quay?utm=1" target="_blank" rel="noopener">quay</a>, <a href="javascript:alert(1)">clicked</a> <a href="/local">here</a>.</p><figure><img src="https://tracker.example/p.gif" alt="dot"><figcaption>A quay</figcaption></figure><aside class="ad"><p>Buy lamps</p></aside><pre>one
  two</pre><blockquote><p>Come home</p></blockquote><iframe src="https://example.org"></iframe><svg><text>vector</text></svg><ol class="references"><li id="cite_note-1"><span><b><a href="#cite_ref-1">^</a></b></span> <span>Until the morning.</span></li></ol><button>Share</button></article>`,
  becomes: [
    'h The lamp',
    'p She *waited* /long/[^Until the morning.] at the <quay https://example.org/quay?utm=1>, clicked here.',
    'p A quay',
    'p Buy lamps',
    'p one',
    'p two',
    'blockquote p Come home',
  ],
}

export const CLIPBOARD_SAMPLES: readonly ClipboardSample[] = [word, googleDocs, libreOffice, pages, web]
