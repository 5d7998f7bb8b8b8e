<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Recording panel</source>
        <translation>关于录制面板</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Parts and their licences</source>
        <translation>组成部分及其许可证</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>许可证全文</translation>
    </message>
    <message>
        <source>The licences are being read…</source>
        <translation>正在读取许可证…</translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation>打开日志文件夹</translation>
    </message>
    <message>
        <source>Open data folder</source>
        <translation>打开数据文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Something is wrong? Save its report, and give it to whoever gave you this program.</source>
        <translation>遇到问题？请保存报告，发给面板的提供者。</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>版本 {version}</translation>
    </message>
    <message>
        <source>Not installed: it runs from its source</source>
        <translation>未安装：直接从源代码运行</translation>
    </message>
    <message>
        <source>Something is wrong? Save its report, and give it to: {support}</source>
        <translation>遇到问题？请保存报告，发给：{support}</translation>
    </message>
    <message>
        <source>The licences can&apos;t be read: files of the program are missing. If it was just updated, restart it; else install it again.</source>
        <translation>无法读取许可证：程序的文件缺失。如果刚刚更新过，请重新启动；否则请重新安装。</translation>
    </message>
    <message>
        <source>Recording panel</source>
        <translation>录制面板</translation>
    </message>
    <message>
        <source>Starts and stops cloud recordings, and explains what became of them.</source>
        <translation>开始和停止云端录制，并说明每个录制的结果。</translation>
    </message>
    <message>
        <source>This program is free software under the MIT licence.</source>
        <translation>本面板是自由软件，采用 MIT 许可证。</translation>
    </message>
    <message>
        <source>It uses Qt under the LGPL, version 3: Qt&apos;s libraries are separate files and may be replaced. The entry Qt below says where to get its source.</source>
        <translation>本面板依据 LGPL 第 3 版使用 Qt：Qt 的库是独立的文件，可以替换。何处取得其源代码，见下方的 Qt 条目。</translation>
    </message>
    <message>
        <source>On the command line: {command}</source>
        <translation>命令行：{command}</translation>
    </message>
</context>
<context>
    <name>AlertTexts</name>
    <message>
        <source>Room {room}</source>
        <translation>房间 {room}</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message numerus="yes">
        <source>{count} recordings need attention</source>
        <translation>
            <numerusform>{count} 个录制需要处理</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} not started</source>
        <translation>{count} 个未开始</translation>
    </message>
    <message>
        <source>{count} unconfirmed</source>
        <translation>{count} 个结果未知</translation>
    </message>
    <message>
        <source>{count} not stopped</source>
        <translation>{count} 个未停止</translation>
    </message>
    <message>
        <source>{count} too long</source>
        <translation>{count} 个录制过久</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between counts</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Room {room}: {state}</source>
        <translation>房间 {room}：{state}</translation>
    </message>
</context>
<context>
    <name>Announcer</name>
    <message>
        <source>Recording accepted: {user} in room {room}</source>
        <translation>录制已受理：房间 {room} 的 {user}</translation>
    </message>
    <message>
        <source>{state}: {user} in room {room}</source>
        <translation>{state}：房间 {room} 的 {user}</translation>
    </message>
    <message>
        <source>{state}: {user} in room {room}, {details}</source>
        <translation>{state}：房间 {room} 的 {user}，{details}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{state}, {reason}. {description}</source>
        <translation>{state}，{reason}。{description}</translation>
    </message>
    <message>
        <source>{state}: {user} in room {room}, {reason}. {description}</source>
        <translation>{state}：房间 {room} 的 {user}，{reason}。{description}</translation>
    </message>
</context>
<context>
    <name>AskDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Question {number} of {count}; the next one is about {profile}.</source>
        <translation>第 {number} 个确认，共 {count} 个；下一个针对 {profile}。</translation>
    </message>
    <message>
        <source>Question {number} of {count}, the last one.</source>
        <translation>第 {number} 个确认，共 {count} 个，这是最后一个。</translation>
    </message>
</context>
<context>
    <name>AttemptsSheet</name>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回复</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>复制为 curl 命令</translation>
    </message>
    <message>
        <source>Chosen attempt</source>
        <translation>所选的尝试</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>毫秒</translation>
    </message>
    <message>
        <source>By</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>尝试</translation>
    </message>
    <message>
        <source>marked as recording</source>
        <translation>标记为正在录制</translation>
    </message>
    <message>
        <source>marked as ended</source>
        <translation>标记为已结束</translation>
    </message>
    <message>
        <source>handled</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>mark undone</source>
        <translation>标记已撤销</translation>
    </message>
    <message>
        <source>too long</source>
        <translation>录制过久</translation>
    </message>
    <message>
        <source>put back from a backup</source>
        <translation>从备份恢复</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>{what} · taken back</source>
        <translation>{what} · 已撤回</translation>
    </message>
    <message>
        <source>{what} · panel ended</source>
        <translation>{what} · 面板中途退出</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>已受理</translation>
    </message>
    <message>
        <source>connected (kept open from before)</source>
        <translation>已连接（沿用之前的连接）</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>已排队</translation>
    </message>
    <message>
        <source>written to the ledger</source>
        <translation>已写入操作记录</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>已回复</translation>
    </message>
</context>
<context>
    <name>AttemptsView</name>
    <message>
        <source>Attempts ({count}) · Timeline · Request · Answer</source>
        <translation>尝试（{count}）· 时间线 · 请求 · 回复</translation>
    </message>
</context>
<context>
    <name>AttentionController</name>
    <message>
        <source>One recording is unconfirmed since earlier: it may be running.</source>
        <translation>上次留下 1 个结果未知的录制，可能仍在录制。</translation>
    </message>
    <message>
        <source>{count} recordings are unconfirmed since earlier: they may be running.</source>
        <translation>上次留下 {count} 个结果未知的录制，可能仍在录制。</translation>
    </message>
    <message numerus="yes">
        <source>{count} starts were never sent: the panel ended first.</source>
        <translation>
            <numerusform>有 {count} 个开始请求从未发送：面板中途退出。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show them, then decide for each.</source>
        <translation>
            <numerusform>请点“查看”，再决定怎么处理。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show them, and start again those that are still wanted.</source>
        <translation>请点“查看”，仍然需要的请再次开始。</translation>
    </message>
    <message>
        <source>Show it, and start it again if it is still wanted.</source>
        <translation>请点“查看”，仍然需要的请再次开始。</translation>
    </message>
    <message numerus="yes">
        <source>Show them</source>
        <translation>
            <numerusform>查看</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BalanceBanner</name>
    <message>
        <source>Refused last at {time}.</source>
        <translation>最近一次被拒绝：{time}。</translation>
    </message>
    <message>
        <source>Copy request</source>
        <translation>复制申请</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>BatchCheckModel</name>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>What is wrong, or may go wrong</source>
        <translation>错误或可能的问题</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
</context>
<context>
    <name>BatchCheckTable</name>
    <message>
        <source>What was found in the file</source>
        <translation>文件检查结果</translation>
    </message>
</context>
<context>
    <name>BatchController</name>
    <message>
        <source>A batch is under way. No further row is sent; the rest is offered when the panel opens again.</source>
        <translation>批量任务正在运行。不再发送其余各行；下次打开面板时可以继续。</translation>
    </message>
    <message>
        <source>Batch {file}: {counts}</source>
        <translation>批量任务 {file}：{counts}</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>The batch {file} is over: {counts}</source>
        <translation>批量任务 {file} 已结束：{counts}</translation>
    </message>
    <message>
        <source>Show the result</source>
        <translation>查看结果</translation>
    </message>
    <message numerus="yes">
        <source>The batch {file} was cut: {left} of {rows} rows were never sent.</source>
        <translation>
            <numerusform>批量任务 {file} 中断了：共 {rows} 行，其中 {left} 行从未发送。</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on…</source>
        <translation>继续…</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>以后再说</translation>
    </message>
</context>
<context>
    <name>BatchDialog</name>
    <message>
        <source>Batch</source>
        <translation>批量任务</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close, and go on in the background</source>
        <translation>关闭窗口，在后台继续</translation>
    </message>
    <message>
        <source>Save template</source>
        <translation>保存模板</translation>
    </message>
    <message>
        <source>Export result</source>
        <translation>导出结果</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
</context>
<context>
    <name>BatchFilePage</name>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Batch file</source>
        <translation>批量文件</translation>
    </message>
    <message>
        <source>Tables (*.csv *.txt *.tsv);;All files (*)</source>
        <translation>表格 (*.csv *.txt *.tsv);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Save template…</source>
        <translation>保存模板…</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Rows to send</source>
        <translation>要发送的行</translation>
    </message>
    <message>
        <source>Encoding of the file</source>
        <translation>文件编码</translation>
    </message>
    <message>
        <source>Which of these reads right?</source>
        <translation>哪一行没有乱码？</translation>
    </message>
    <message>
        <source>▲ It is not certain how this file is to be read. Choose the line that reads right.</source>
        <translation>▲ 无法确定此文件的编码。请选出没有乱码的一行。</translation>
    </message>
    <message>
        <source>Saved: {path}. Fill it in, then choose it here.</source>
        <translation>已保存：{path}。请填写后在这里选择。</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>Rows that have their answer already, and are sent once more: {count}.</source>
        <translation>已有回复、将重发的行：{count} 行。</translation>
    </message>
    <message numerus="yes">
        <source>Send all {count} rows from the first?</source>
        <translation>
            <numerusform>从第一行起发送全部 {count} 行？</numerusform>
        </translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>从头开始</translation>
    </message>
    <message>
        <source>Nothing left to send</source>
        <translation>没有可发送的行</translation>
    </message>
</context>
<context>
    <name>BatchPreviewTable</name>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>房间号</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户 ID</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Rows of the file</source>
        <translation>文件中的各行</translation>
    </message>
</context>
<context>
    <name>BatchResultModel</name>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>房间号</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户 ID</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>错误码</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>错误说明</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>处理建议</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>已受理</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>结果未知</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>未发送</translation>
    </message>
</context>
<context>
    <name>BatchResultTable</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Result of the batch</source>
        <translation>批量任务的结果</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>BatchRunPage</name>
    <message>
        <source>Progress of the batch</source>
        <translation>批量任务的进度</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Export result…</source>
        <translation>导出结果…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Another batch…</source>
        <translation>再建一个批量任务…</translation>
    </message>
    <message>
        <source>Stops that were refused, or never sent</source>
        <translation>被拒绝或从未发送的停止请求</translation>
    </message>
    <message>
        <source>Starts that were refused, or never sent; never an unknown one</source>
        <translation>被拒绝或从未发送的开始请求；结果未知的不会重发</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message numerus="yes">
        <source>Send the {count} rows that were not sent</source>
        <translation>
            <numerusform>发送未发送的 {count} 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Unknown rows are never sent again by themselves: look at each in the list.</source>
        <translation>结果未知的行不会自动重发：请在列表中逐一查看。</translation>
    </message>
    <message numerus="yes">
        <source>Send the {count} failed rows again</source>
        <translation>
            <numerusform>重发被拒绝或未发送的 {count} 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>已保存：{path}</translation>
    </message>
    <message>
        <source>&amp;Send no more</source>
        <translation>不再发送(&amp;S)</translation>
    </message>
    <message>
        <source>What is on its way is finished, the rest is not sent</source>
        <translation>已发出的会等到有结果，其余不再发送</translation>
    </message>
    <message>
        <source>Broken off. What was on its way has its answer; the rest was not sent.</source>
        <translation>发送已中止。已发出的都有了结果，其余未发送。</translation>
    </message>
    <message>
        <source>Nothing more is sent; waiting for the answers that are still to come.</source>
        <translation>不再发送新的请求；正在等待还没收到的回复。</translation>
    </message>
</context>
<context>
    <name>BatchWords</name>
    <message numerus="yes">
        <source>{count} starts in {place}</source>
        <translation>
            <numerusform>开始 {count} 个录制 · {place}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} stops in {place}</source>
        <translation>
            <numerusform>停止 {count} 个录制 · {place}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Start {count} recordings</source>
        <translation>
            <numerusform>开始 {count} 个录制</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stop {count} recordings</source>
        <translation>
            <numerusform>停止 {count} 个录制</numerusform>
        </translation>
    </message>
    <message>
        <source>{done} of {total} done</source>
        <translation>已完成 {done}/{total}</translation>
    </message>
    <message>
        <source>{count} accepted</source>
        <translation>{count} 个已受理</translation>
    </message>
    <message>
        <source>{count} refused</source>
        <translation>{count} 个被拒绝</translation>
    </message>
    <message>
        <source>{count} unknown</source>
        <translation>{count} 个结果未知</translation>
    </message>
    <message>
        <source>{count} not sent</source>
        <translation>{count} 个未发送</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>大约还需 {time}</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>vertical bar</source>
        <translation>竖线</translation>
    </message>
    <message>
        <source>full-width comma</source>
        <translation>全角逗号</translation>
    </message>
    <message>
        <source>{encoding}, columns parted by {delimiter}</source>
        <translation>{encoding}，以{delimiter}分隔</translation>
    </message>
    <message numerus="yes">
        <source>{count} requests a second</source>
        <translation>
            <numerusform>每秒 {count} 个请求</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} at the same time</source>
        <translation>同时 {count} 个</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>as fast as it goes</source>
        <translation>不限速</translation>
    </message>
    <message>
        <source>This is not the file that was cut: its rows are different. Choose the file as it was, or send this one as a new batch.</source>
        <translation>这不是中断的那个文件：各行内容不同。请选择原来的文件，或把它作为新的批量任务发送。</translation>
    </message>
    <message>
        <source>This file was sent before. Rows with their answer: {count}.</source>
        <translation>该文件之前发送过，已有结果的行：{count}。</translation>
    </message>
    <message>
        <source>Unknown rows: {count}. They are not repeated: look at each in the list.</source>
        <translation>结果未知的行：{count}，不会重发：请在列表中逐一查看。</translation>
    </message>
    <message>
        <source>Warnings: {count}. They stop nothing.</source>
        <translation>警告：{count} 个，不影响发送。</translation>
    </message>
    <message numerus="yes">
        <source>{count} lines are wrong.</source>
        <translation>
            <numerusform>{count} 行有错误。</numerusform>
        </translation>
    </message>
    <message>
        <source>This file can&apos;t be used.</source>
        <translation>无法使用该文件。</translation>
    </message>
    <message>
        <source>Nothing was sent. Put it right, then read it again.</source>
        <translation>请求未发送。请更正后重新读取。</translation>
    </message>
    <message>
        <source>Choose the file where it is now, as it was when the batch was cut.</source>
        <translation>请选择文件现在的位置，内容须与中断时相同。</translation>
    </message>
</context>
<context>
    <name>BulkResult</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Show {count}</source>
        <translation>查看 {count} 个</translation>
    </message>
    <message>
        <source>&amp;Send no more</source>
        <translation>不再发送(&amp;S)</translation>
    </message>
    <message>
        <source>What is on its way is finished, the rest is not sent</source>
        <translation>已发出的会等到有结果，其余不再发送</translation>
    </message>
    <message numerus="yes">
        <source>Nothing more is sent: waiting for {count} answers</source>
        <translation>
            <numerusform>不再发送新的请求：还在等待 {count} 个回复</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CheckList</name>
    <message>
        <source>The connection is being checked</source>
        <translation>正在检查连接</translation>
    </message>
    <message>
        <source>Checking the connection…</source>
        <translation>正在检查连接…</translation>
    </message>
    <message>
        <source>Something was changed after this check. Check once more.</source>
        <translation>检查之后有改动，请再检查一次。</translation>
    </message>
    <message>
        <source>This connection does not work yet. See what failed.</source>
        <translation>这个连接还不能用，请看哪一项失败。</translation>
    </message>
    <message>
        <source>The connection works. Something needs a look soon.</source>
        <translation>连接可用，但有一项需要尽快处理。</translation>
    </message>
    <message>
        <source>The connection works.</source>
        <translation>连接可用。</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Look at this</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>未检查</translation>
    </message>
</context>
<context>
    <name>CheckPane</name>
    <message>
        <source>The check tries address, certificates and credential. It touches no recording. What it finds stands here.</source>
        <translation>检查会试用地址、证书和凭证，不会触及任何录制。检查结果显示在这里。</translation>
    </message>
</context>
<context>
    <name>ClientFiles</name>
    <message>
        <source>Certificates and keys ({kinds});;All files (*)</source>
        <translation>证书和私钥 ({kinds});;所有文件 (*)</translation>
    </message>
    <message>
        <source>CA file</source>
        <translation>CA 文件</translation>
    </message>
    <message>
        <source>Client certificate</source>
        <translation>客户端证书</translation>
    </message>
    <message>
        <source>Client key</source>
        <translation>客户端私钥</translation>
    </message>
    <message>
        <source>not for .p12 and .pfx: they hold their key</source>
        <translation>.p12 和 .pfx 无需填写：其中已含私钥</translation>
    </message>
    <message>
        <source>Its key fits. Good until {day}.</source>
        <translation>私钥与证书匹配，有效期至 {day}。</translation>
    </message>
    <message>
        <source>Only if your administrator gave you such files:</source>
        <translation>仅在管理员提供了以下文件时填写：</translation>
    </message>
</context>
<context>
    <name>CodeDetails</name>
    <message>
        <source>Listed code</source>
        <translation>所选错误码</translation>
    </message>
    <message>
        <source>Listed family</source>
        <translation>所选错误码的类别</translation>
    </message>
    <message>
        <source>Listed description</source>
        <translation>所选错误码的错误说明</translation>
    </message>
    <message>
        <source>Listed solution</source>
        <translation>所选错误码的处理建议</translation>
    </message>
    <message>
        <source>Here so far</source>
        <translation>本机出现情况</translation>
    </message>
    <message>
        <source>On a start</source>
        <translation>开始录制时</translation>
    </message>
    <message>
        <source>On a stop</source>
        <translation>停止录制时</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>错误说明</translation>
    </message>
    <message>
        <source>Solution</source>
        <translation>处理建议</translation>
    </message>
    <message>
        <source>{family} · in no list</source>
        <translation>{family} · 未列入任何文档</translation>
    </message>
    <message>
        <source>Who: {who}</source>
        <translation>由谁处理：{who}</translation>
    </message>
    <message>
        <source>Do: {steps}</source>
        <translation>下一步：{steps}</translation>
    </message>
</context>
<context>
    <name>CodeReference</name>
    <message>
        <source>Codes</source>
        <translation>错误码</translation>
    </message>
    <message>
        <source>Search codes</source>
        <translation>搜索错误码</translation>
    </message>
    <message>
        <source>A number, a word, a family, or a whole log line</source>
        <translation>数字、文字、类别或整行日志</translation>
    </message>
    <message>
        <source>No code is found. Try a part of its number, or fewer words.</source>
        <translation>没有找到错误码。请只输入号码的一部分，或减少文字。</translation>
    </message>
    <message>
        <source>About this program…</source>
        <translation>关于本面板…</translation>
    </message>
    <message>
        <source>About this program</source>
        <translation>关于本面板</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>使用指南</translation>
    </message>
</context>
<context>
    <name>ColourField</name>
    <message>
        <source>Blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>青色</translation>
    </message>
    <message>
        <source>Olive</source>
        <translation>橄榄色</translation>
    </message>
    <message>
        <source>Brown</source>
        <translation>棕色</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰色</translation>
    </message>
    <message>
        <source>Red, always: it is production</source>
        <translation>始终为红色：这是生产环境</translation>
    </message>
    <message>
        <source>That of the environment</source>
        <translation>与环境的颜色相同</translation>
    </message>
</context>
<context>
    <name>CommandToCopy</name>
    <message>
        <source>Command copied. Paste it into a terminal, close the panel, then press Return there.</source>
        <translation>命令已复制。请粘贴到终端里，关闭面板后再按回车。</translation>
    </message>
    <message>
        <source>A command does this, once the panel is closed</source>
        <translation>请在面板关闭后用命令完成</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>1. Copy the command, and paste it into a terminal.
2. Close the panel. Recordings go on.
3. Press Return in the terminal: the command says what will change, and asks.
4. Open the panel again.</source>
        <translation>1. 复制命令，粘贴到终端里，先不要按回车。
2. 关闭面板，录制会继续。
3. 在终端里按回车：命令会先说明会改变什么并询问。
4. 重新打开面板。</translation>
    </message>
</context>
<context>
    <name>ConnectionBar</name>
    <message>
        <source>Profile</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>All accounts</source>
        <translation>全部配置</translation>
    </message>
    <message>
        <source>List the recordings of every profile, not only of the chosen one</source>
        <translation>列出所有配置的录制，而不只是当前选中的配置</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>错误码</translation>
    </message>
    <message>
        <source>Error codes</source>
        <translation>错误码</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Menu ({keys})</source>
        <translation>菜单（{keys}）</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>Connect an account…</source>
        <translation>添加配置…</translation>
    </message>
    <message>
        <source>Open connection settings…</source>
        <translation>打开连接设置…</translation>
    </message>
    <message>
        <source>Hidden while the screen is shared</source>
        <translation>演示模式下不显示其他配置</translation>
    </message>
</context>
<context>
    <name>ConnectionButtons</name>
    <message>
        <source>Remove…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Check and save</source>
        <translation>检查并保存</translation>
    </message>
    <message>
        <source>Save without a check</source>
        <translation>不检查，直接保存</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ConnectionController</name>
    <message>
        <source>The broken file is now {file}. Profiles can be made or imported again.</source>
        <translation>损坏的配置文件现在是 {file}。可以重新创建或导入配置。</translation>
    </message>
</context>
<context>
    <name>ConnectionDialog</name>
    <message>
        <source>Connection settings</source>
        <translation>连接设置</translation>
    </message>
    <message>
        <source>Put the broken file aside…</source>
        <translation>另存损坏的配置文件…</translation>
    </message>
    <message>
        <source>✓ Saved.</source>
        <translation>✓ 已保存。</translation>
    </message>
    <message>
        <source>Saved: profile {name}</source>
        <translation>已保存配置“{name}”</translation>
    </message>
    <message>
        <source>✕ Not saved: see the marked fields.</source>
        <translation>✕ 未保存：请看标出的字段。</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Not saved: something was changed during the check. Check once more.</source>
        <translation>未保存：检查期间有改动。请再检查一次。</translation>
    </message>
    <message>
        <source>✕ Not saved: the check failed. Mend it, or save without a check.</source>
        <translation>✕ 未保存：检查未通过。请修正后再保存，或不检查直接保存。</translation>
    </message>
    <message>
        <source>Nothing was changed, so nothing had to be saved.</source>
        <translation>没有改动，无需保存。</translation>
    </message>
    <message>
        <source>New profile</source>
        <translation>新建配置</translation>
    </message>
    <message>
        <source>Waiting for the keychain… Look for a window that asks for its password.</source>
        <translation>正在等待系统钥匙串……请查看是否有窗口要求输入系统钥匙串的密码。</translation>
    </message>
    <message>
        <source>✕ Not checked: see the marked fields.</source>
        <translation>✕ 未检查：请看标出的字段。</translation>
    </message>
</context>
<context>
    <name>ConnectionForm</name>
    <message>
        <source>There is already a profile of this name.</source>
        <translation>已有同名的配置。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>for example Main</source>
        <translation>例如：主配置</translation>
    </message>
    <message>
        <source>Relay address</source>
        <translation>接入地址</translation>
    </message>
    <message>
        <source>SDKAppID</source>
        <translation>SDKAppID</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>管理员账号</translation>
    </message>
    <message>
        <source>account, not a nickname</source>
        <translation>即 identifier，不是昵称</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Requests a second</source>
        <translation>每秒请求数</translation>
    </message>
    <message>
        <source>20; 0 is no limit</source>
        <translation>20；0 为不限</translation>
    </message>
    <message>
        <source>Requests at once</source>
        <translation>同时请求数</translation>
    </message>
    <message>
        <source>16; 0 is no limit</source>
        <translation>16；0 为不限</translation>
    </message>
    <message>
        <source>Alarm after hours</source>
        <translation>录制过久提醒（小时）</translation>
    </message>
    <message>
        <source>Where the requests go</source>
        <translation>请求发往哪里</translation>
    </message>
    <message>
        <source>Who sends them</source>
        <translation>由谁发送</translation>
    </message>
    <message>
        <source>What proves it</source>
        <translation>用什么证明</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Limits and colour</source>
        <translation>限制与颜色</translation>
    </message>
</context>
<context>
    <name>ConnectionWords</name>
    <message>
        <source>Put the broken file aside?</source>
        <translation>另存损坏的文件？</translation>
    </message>
    <message>
        <source>It stays in the data folder under another name, as it is. The profiles in it have to be made or imported again, unless somebody mends it.</source>
        <translation>它会以另一个名称原样留在数据文件夹中。除非有人修复它，否则其中的配置需要重新创建或导入。</translation>
    </message>
    <message>
        <source>Put it aside</source>
        <translation>另存</translation>
    </message>
    <message>
        <source>Remove the profile {name}?</source>
        <translation>删除配置“{name}”？</translation>
    </message>
    <message>
        <source>Recordings that run through it can then no longer be stopped from this panel.</source>
        <translation>之后，本面板将无法再停止通过该配置开始的录制。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Leave without saving?</source>
        <translation>不保存就离开？</translation>
    </message>
    <message>
        <source>What you changed here is not saved yet.</source>
        <translation>这里的改动还没有保存。</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>放弃改动</translation>
    </message>
</context>
<context>
    <name>CopiedSign</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>CredentialBox</name>
    <message>
        <source>Paste a usersig</source>
        <translation>粘贴 UserSig</translation>
    </message>
    <message>
        <source>Give the secret key</source>
        <translation>填写应用密钥</translation>
    </message>
    <message>
        <source>This computer offers no keychain: the credential is forgotten when the panel is closed. Your administrator can install one: gnome-keyring or KWallet.</source>
        <translation>本机没有系统钥匙串：关闭面板后不再保留凭证。可请管理员安装：gnome-keyring 或 KWallet。</translation>
    </message>
    <message>
        <source>Paste the usersig, or choose “{other}”.</source>
        <translation>请粘贴 UserSig，或选择“{other}”。</translation>
    </message>
    <message>
        <source>Give the secret key, or choose “{other}”.</source>
        <translation>请填写应用密钥，或选择“{other}”。</translation>
    </message>
    <message>
        <source>Line breaks, blanks or quotation marks were left out.</source>
        <translation>已去掉其中的换行、空格或引号。</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Give none here</source>
        <translation>暂不填写</translation>
    </message>
    <message>
        <source>Usersig</source>
        <translation>UserSig</translation>
    </message>
    <message>
        <source>Use it all the same</source>
        <translation>仍然使用</translation>
    </message>
    <message>
        <source>Keep in the keychain</source>
        <translation>保存到系统钥匙串</translation>
    </message>
    <message>
        <source>This session only</source>
        <translation>仅本次使用</translation>
    </message>
    <message>
        <source>An environment variable gives the credential now. It outranks what is given here.</source>
        <translation>目前由环境变量提供凭证，它优先于这里填写的内容。</translation>
    </message>
    <message>
        <source>Not saved: it does not fit. Paste another one, or tick “Use it all the same”.</source>
        <translation>未保存：内容不符。请另外粘贴一个，或勾选“仍然使用”。</translation>
    </message>
    <message>
        <source>Secret key</source>
        <translation>应用密钥</translation>
    </message>
    <message>
        <source>It was written in another way; it is used as the service wants it.</source>
        <translation>原文是另一种写法，已转换为服务所要求的写法。</translation>
    </message>
    <message>
        <source>Used is what it has: of the keychain, of this session, or of the environment.</source>
        <translation>沿用该配置现有的凭证：来自系统钥匙串、本次填写的内容，或环境变量。</translation>
    </message>
    <message>
        <source>Used is what the environment gives. A usersig or key can be given here later.</source>
        <translation>将使用环境变量提供的凭证。之后也可以在这里填写 UserSig 或应用密钥。</translation>
    </message>
</context>
<context>
    <name>DeskList</name>
    <message>
        <source>Desks of the team</source>
        <translation>团队的工位</translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>Drag a table file here, or choose one above</source>
        <translation>把表格文件拖到这里，或在上方选择</translation>
    </message>
    <message>
        <source>A header, then a row for each recording. CSV or tab-separated, UTF-8 or GB 18030.</source>
        <translation>先是表头，然后每个录制一行。CSV 或制表符分隔，UTF-8 或 GB 18030 编码。</translation>
    </message>
</context>
<context>
    <name>EnvironmentBadge</name>
    <message>
        <source>PRODUCTION</source>
        <translation>生产环境</translation>
    </message>
    <message>
        <source>TEST</source>
        <translation>测试环境</translation>
    </message>
    <message>
        <source>PRACTICE</source>
        <translation>练习环境</translation>
    </message>
    <message>
        <source>OTHER RELAY</source>
        <translation>其他环境</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>练习环境</translation>
    </message>
</context>
<context>
    <name>ErrorDetails</name>
    <message>
        <source>Description</source>
        <translation>错误说明</translation>
    </message>
    <message>
        <source>Solution</source>
        <translation>处理建议</translation>
    </message>
    <message>
        <source>Service message</source>
        <translation>服务原文</translation>
    </message>
    <message>
        <source>Also</source>
        <translation>另外</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>已知情况</translation>
    </message>
    <message>
        <source>File ids</source>
        <translation>文件 ID</translation>
    </message>
    <message>
        <source>Copy bare ids, one a line</source>
        <translation>复制纯 ID，每行一个</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
</context>
<context>
    <name>ErrorHeader</name>
    <message>
        <source>What happened</source>
        <translation>发生的情况</translation>
    </message>
    <message>
        <source>Error code</source>
        <translation>错误码</translation>
    </message>
    <message>
        <source>Handled…</source>
        <translation>标记为已处理…</translation>
    </message>
</context>
<context>
    <name>ExcerptText</name>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Show all {count} characters</source>
        <translation>显示全部 {count} 个字符</translation>
    </message>
    <message numerus="yes">
        <source>… and {count} more characters</source>
        <translation>
            <numerusform>……还有 {count} 个字符</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExpiryStrip</name>
    <message>
        <source>Copy request for the administrator</source>
        <translation>复制给管理员的申请</translation>
    </message>
    <message>
        <source>Copy request</source>
        <translation>复制申请</translation>
    </message>
</context>
<context>
    <name>ExportController</name>
    <message>
        <source>Table for Excel and others (*.csv)</source>
        <translation>表格，可用 Excel 等打开 (*.csv)</translation>
    </message>
    <message>
        <source>JSON Lines for scripts (*.jsonl)</source>
        <translation>JSON Lines，供脚本使用 (*.jsonl)</translation>
    </message>
    <message>
        <source>Export sessions</source>
        <translation>导出录制</translation>
    </message>
    <message>
        <source>Exporting… {done} of {total}</source>
        <translation>正在导出：{done} / {total}</translation>
    </message>
    <message>
        <source>Export: reading older sessions first… {done} of {total}</source>
        <translation>导出：先读取更早的录制（{done} / {total}）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message numerus="yes">
        <source>{done} sessions exported: {path}</source>
        <translation>
            <numerusform>已导出 {done} 个录制：{path}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportMenu</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>The selected {count}…</source>
        <translation>选中的 {count} 个…</translation>
    </message>
    <message>
        <source>All {count} shown…</source>
        <translation>显示的全部 {count} 个…</translation>
    </message>
    <message>
        <source>All of this filter, older ones too…</source>
        <translation>此筛选的全部录制，包括更早的…</translation>
    </message>
</context>
<context>
    <name>FieldRow</name>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Remove what can&apos;t be seen from {field}</source>
        <translation>删除“{field}”中看不见的字符</translation>
    </message>
</context>
<context>
    <name>FieldsAndCheck</name>
    <message>
        <source>Practice is built in. It answers like the real service, but nothing is recorded, so there is nothing to set or to check.</source>
        <translation>Practice（练习环境）是内置的。练习环境像真实服务一样回复，但不会真正录制，因此无需设置或检查。</translation>
    </message>
</context>
<context>
    <name>FileField</name>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Browse for: {name}</source>
        <translation>浏览文件：{name}</translation>
    </message>
</context>
<context>
    <name>FileIds</name>
    <message>
        <source>File ids</source>
        <translation>文件 ID</translation>
    </message>
    <message>
        <source>No file ids</source>
        <translation>没有文件 ID</translation>
    </message>
    <message>
        <source>Copy the chosen file id</source>
        <translation>复制选中的文件 ID</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy all file ids</source>
        <translation>复制全部文件 ID</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
</context>
<context>
    <name>FileNameController</name>
    <message>
        <source>An earlier recording has this name: {recording}.</source>
        <translation>已有同名录制：{recording}。</translation>
    </message>
    <message>
        <source>Use {name}</source>
        <translation>改用 {name}</translation>
    </message>
    <message>
        <source>The file name {name} is there twice now: an earlier recording has it too, {recording}.</source>
        <translation>文件名 {name} 现在有两个：之前的录制也用了它，{recording}。</translation>
    </message>
    <message>
        <source>room {room}, {user}, {time}</source>
        <translation>房间 {room}，{user}，{time}</translation>
    </message>
</context>
<context>
    <name>GroupRow</name>
    <message>
        <source>unconfirmed</source>
        <translation>结果未知</translation>
    </message>
    <message>
        <source>Who can fix it: {who}</source>
        <translation>由谁处理：{who}</translation>
    </message>
    <message>
        <source>Only these {count}</source>
        <translation>只选这 {count} 个</translation>
    </message>
    <message>
        <source>Only this one</source>
        <translation>只选这一个</translation>
    </message>
</context>
<context>
    <name>HandOverDialog</name>
    <message>
        <source>Hand over</source>
        <translation>交班</translation>
    </message>
    <message>
        <source>What the next shift must know</source>
        <translation>下一班需要知道的情况</translation>
    </message>
    <message>
        <source>Copy what the next shift must know</source>
        <translation>复制交班内容</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>What is open is being put together…</source>
        <translation>正在整理待交接的录制…</translation>
    </message>
    <message>
        <source>As the list is now: paste it into your chat or mail. Practice is left out.</source>
        <translation>以当前列表为准，可粘贴到聊天或邮件中。不含练习环境。</translation>
    </message>
</context>
<context>
    <name>HandOverForm</name>
    <message>
        <source>To</source>
        <translation>交给</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>What they must know (optional)</source>
        <translation>需要同事知道的情况（选填）</translation>
    </message>
    <message>
        <source>Name of a colleague</source>
        <translation>同事的姓名</translation>
    </message>
    <message>
        <source>All that is mine: {count}</source>
        <translation>我负责的全部：{count}</translation>
    </message>
    <message>
        <source>Selected: {count}</source>
        <translation>选中的：{count}</translation>
    </message>
    <message>
        <source>No contact now: your colleague sees it once there is contact again.</source>
        <translation>目前与同事失去联系：恢复联系后，同事才能看到。</translation>
    </message>
    <message>
        <source>Handed over: {count}. They stay with you until {to} takes them over.</source>
        <translation>已交出 {count} 个，在{to:spaced}接手之前仍由您负责。</translation>
    </message>
    <message>
        <source>They have ended by now: there is nothing to hand over.</source>
        <translation>这些录制已经结束，不需要再交出。</translation>
    </message>
    <message>
        <source>Handed over: {count}, until {to} takes them over still yours. The others have ended.</source>
        <translation>已交出 {count} 个，在{to:spaced}接手之前仍由您负责。其余的已经结束。</translation>
    </message>
    <message>
        <source>Hand over {count}</source>
        <translation>交出 {count} 个</translation>
    </message>
    <message>
        <source>They stay with you until your colleague takes them over. Nothing is sent.</source>
        <translation>在同事接手之前仍由您负责。不发送任何请求。</translation>
    </message>
    <message>
        <source>Nothing that you look after is live or needs attention.</source>
        <translation>您负责的录制中，没有进行中的，也没有需要处理的。</translation>
    </message>
    <message>
        <source>That is you. Who comes after you?</source>
        <translation>这是您自己。请填写接班的同事。</translation>
    </message>
    <message>
        <source>Nobody called {name} is in the team. Only who says that name is offered them.</source>
        <translation>团队里没有叫{name:spaced}的人。只有使用这个姓名的人才能接手。</translation>
    </message>
    <message>
        <source>Several colleagues are called {name}. Choose one from the list, by the desk.</source>
        <translation>有多位同事叫 {name}。请在列表中按工位选择一位。</translation>
    </message>
</context>
<context>
    <name>HandledBar</name>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>What was done? (optional)</source>
        <translation>处理情况（选填）</translation>
    </message>
    <message>
        <source>Mark as handled</source>
        <translation>标记为已处理</translation>
    </message>
</context>
<context>
    <name>HelpPageView</name>
    <message>
        <source>Page of the guide</source>
        <translation>指南页面</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Guide</source>
        <translation>使用指南</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>错误码</translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation>搜索指南</translation>
    </message>
    <message>
        <source>No page is found. Try fewer or other words.</source>
        <translation>没有找到相关页面。请减少文字，或换个说法。</translation>
    </message>
    <message>
        <source>The guide can&apos;t be read: files of the program are missing. If it was just updated, restart it; else install it again.</source>
        <translation>无法读取指南：程序的文件缺失。如果刚刚更新过，请重新启动；否则请重新安装。</translation>
    </message>
    <message>
        <source>The guide is being read…</source>
        <translation>正在读取指南…</translation>
    </message>
</context>
<context>
    <name>HistoryController</name>
    <message>
        <source>Loading older sessions… {loaded} of {total}</source>
        <translation>正在加载更早的录制：{loaded} / {total}</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>The newest {loaded} of {total} sessions, and all that need attention</source>
        <translation>最新 {loaded} 个（共 {total} 个），以及所有需要处理的录制</translation>
    </message>
    <message>
        <source>Searched: the newest {loaded} of {total} sessions</source>
        <translation>已搜索最新 {loaded} 个（共 {total} 个）</translation>
    </message>
    <message>
        <source>Load older…</source>
        <translation>加载更早的…</translation>
    </message>
</context>
<context>
    <name>InvitationPage</name>
    <message>
        <source>Invitation</source>
        <translation>邀请</translation>
    </message>
    <message>
        <source>Paste it here</source>
        <translation>粘贴到这里</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>… or drop its file here</source>
        <translation>……或把文件拖到这里</translation>
    </message>
    <message>
        <source>Invitations ({kinds});;All files (*)</source>
        <translation>邀请 ({kinds});;所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose an invitation</source>
        <translation>选择邀请</translation>
    </message>
    <message>
        <source>A team has one list: everybody in it sees who records what, and can stop it. You join by an invitation, which your administrator makes for this desk. It works once.</source>
        <translation>团队共用一个列表：每个人都能看到谁在录什么，也能停止。加入需要邀请，由管理员为本工位生成，只能使用一次。</translation>
    </message>
    <message>
        <source>It is read here at first: nothing is sent before you have seen what it says.</source>
        <translation>邀请先在本机读取：您看过内容之前不会发送任何请求。</translation>
    </message>
</context>
<context>
    <name>JoiningPage</name>
    <message>
        <source>Team</source>
        <translation>团队</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>This desk will be</source>
        <translation>本工位将是</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>Colleagues see this name at what you do</source>
        <translation>同事会在您的操作旁看到这个名字</translation>
    </message>
    <message>
        <source>From now on, and what is open already</source>
        <translation>从现在起的操作，以及尚未结束的录制</translation>
    </message>
    <message>
        <source>Everything that this desk ever did, and all of theirs</source>
        <translation>本工位过去的全部记录，并取回其他工位的全部记录</translation>
    </message>
    <message>
        <source>Please give your name.</source>
        <translation>请填写您的名字。</translation>
    </message>
    <message>
        <source>Has to be from the authority that the invitation names</source>
        <translation>必须由邀请中指定的机构签发</translation>
    </message>
    <message>
        <source>None: the server is on this computer</source>
        <translation>不需要：服务器就在本机上</translation>
    </message>
    <message>
        <source>Has to be from an authority that this computer trusts</source>
        <translation>必须由本机信任的机构签发</translation>
    </message>
    <message>
        <source>What the team gets of this desk:</source>
        <translation>团队能看到本工位的：</translation>
    </message>
</context>
<context>
    <name>KeeperLine</name>
    <message>
        <source>Take over</source>
        <translation>接手</translation>
    </message>
    <message>
        <source>Take over…</source>
        <translation>接手…</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>收回</translation>
    </message>
    <message>
        <source>Waits until colleagues are reached</source>
        <translation>请等到与同事恢复联系</translation>
    </message>
</context>
<context>
    <name>KeepersController</name>
    <message>
        <source>Take over</source>
        <translation>接手</translation>
    </message>
    <message>
        <source>You can take over once colleagues are reached again.</source>
        <translation>恢复联系后才能接手。</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>Take over {count} recordings?</source>
        <translation>接手 {count} 个录制？</translation>
    </message>
    <message>
        <source>Take over {user} in room {room} from {operator}?</source>
        <translation>从{operator:spaced}手中接过房间 {room} 的{user:spaced}？</translation>
    </message>
    <message>
        <source>You look after it from then on, and {operators} sees that. Nothing is sent.</source>
        <translation>之后由您负责，{operators:spaced}会看到。不发送任何请求。</translation>
    </message>
    <message>
        <source>Yours from now on: {count}</source>
        <translation>从现在起由您负责：{count} 个</translation>
    </message>
    <message>
        <source>It has ended by now: there is nothing to take over</source>
        <translation>录制已经结束，不需要接手</translation>
    </message>
    <message>
        <source>Hand over to a colleague</source>
        <translation>交给同事</translation>
    </message>
    <message>
        <source>Handed to {to}: {count}</source>
        <translation>已交给{to:spaced}：{count} 个</translation>
    </message>
</context>
<context>
    <name>KeysSheet</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Copy all keys</source>
        <translation>复制全部快捷键</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>LedgerBackup</name>
    <message>
        <source>Back up the record</source>
        <translation>备份操作记录</translation>
    </message>
    <message>
        <source>Backup (*.sqlite3)</source>
        <translation>备份 (*.sqlite3)</translation>
    </message>
    <message>
        <source>The record is being backed up…</source>
        <translation>正在备份操作记录…</translation>
    </message>
    <message>
        <source>No backup was made ({why}).</source>
        <translation>没有生成备份（{why}）。</translation>
    </message>
    <message numerus="yes">
        <source>{count} recordings are backed up: {path}</source>
        <translation>
            <numerusform>已备份 {count} 个录制：{path}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LedgerRows</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>错误码</translation>
    </message>
    <message>
        <source>State after it</source>
        <translation>之后的状态</translation>
    </message>
    <message>
        <source>Ledger rows</source>
        <translation>操作记录</translation>
    </message>
</context>
<context>
    <name>LoadingLine</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>LookRow</name>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Recording panel</source>
        <translation>录制面板</translation>
    </message>
</context>
<context>
    <name>MemberPage</name>
    <message>
        <source>Team</source>
        <translation>团队</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Code of this desk</source>
        <translation>本工位代码</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系</translation>
    </message>
    <message>
        <source>Work in the team now</source>
        <translation>立即在团队中工作</translation>
    </message>
    <message>
        <source>Leave team…</source>
        <translation>退出团队…</translation>
    </message>
    <message>
        <source>This desk joined by a command while the window was open.</source>
        <translation>窗口打开期间，本工位已通过命令加入团队。</translation>
    </message>
</context>
<context>
    <name>MembershipController</name>
    <message>
        <source>Reached since {time}</source>
        <translation>{time} 起已连接</translation>
    </message>
    <message>
        <source>Joining…</source>
        <translation>正在加入…</translation>
    </message>
    <message>
        <source>Joined: this desk is {code}</source>
        <translation>已加入：本工位是 {code}</translation>
    </message>
    <message>
        <source>The invitation is used up: this desk has its own password, in the keychain alone.</source>
        <translation>邀请已用完：本工位有了自己的密码，只保存在系统钥匙串中。</translation>
    </message>
    <message>
        <source>✓ Joined. What colleagues do shows in the list from now on.</source>
        <translation>✓ 已加入。同事的操作从现在起会显示在列表中。</translation>
    </message>
    <message>
        <source>✓ The window works in the team.</source>
        <translation>✓ 窗口已在团队中工作。</translation>
    </message>
    <message>
        <source>What this desk did stays in its list; what colleagues did goes from it. The list as it was is kept beside it, in the data folder. The team keeps what this desk shared.</source>
        <translation>本工位做过的操作留在列表中，同事的操作会从列表中移除。原来的列表会另存在数据文件夹中。团队仍保留本工位共享过的内容。</translation>
    </message>
    <message>
        <source>The window closes, and opens again outside the team. Recordings go on. To join again you need a new invitation.</source>
        <translation>窗口会关闭，然后重新打开，不再在团队中。录制照常继续。再次加入需要新的邀请。</translation>
    </message>
    <message>
        <source>Leave the team?</source>
        <translation>退出团队？</translation>
    </message>
    <message>
        <source>Leave team</source>
        <translation>退出团队</translation>
    </message>
    <message>
        <source>{user} in room {room}</source>
        <translation>房间 {room} 的 {user}</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>以及另外 {count} 个</translation>
    </message>
    <message>
        <source>These are being recorded; colleagues do not hear any more what becomes of them: {names}.</source>
        <translation>以下录制照常继续，但退出后同事看不到后续变化：{names}。</translation>
    </message>
</context>
<context>
    <name>MissingCredential</name>
    <message>
        <source>No credential</source>
        <translation>没有凭证</translation>
    </message>
    <message>
        <source>Paste…</source>
        <translation>粘贴…</translation>
    </message>
    <message>
        <source>Paste a credential</source>
        <translation>粘贴凭证</translation>
    </message>
    <message>
        <source>Without a usersig or a secret key nothing can be started or stopped in this profile.</source>
        <translation>没有 UserSig 或应用密钥，就不能用该配置开始或停止录制。</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Your name</source>
        <translation>您的名字</translation>
    </message>
    <message>
        <source>Who is at this desk?</source>
        <translation>现在由谁操作？</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Then what you asked for goes on. Cancel sends nothing.</source>
        <translation>填写后继续刚才的操作；点“取消”则不发送任何请求。</translation>
    </message>
</context>
<context>
    <name>NameRow</name>
    <message>
        <source>Your name</source>
        <translation>您的名字</translation>
    </message>
    <message>
        <source>for example Wang Li</source>
        <translation>例如王丽</translation>
    </message>
    <message>
        <source>Goes into the record of what you do</source>
        <translation>会写入您的操作记录</translation>
    </message>
    <message>
        <source>Please give your name.</source>
        <translation>请填写您的名字。</translation>
    </message>
</context>
<context>
    <name>Needs</name>
    <message>
        <source>The panel is still getting ready.</source>
        <translation>面板还在准备，请稍等。</translation>
    </message>
    <message>
        <source>Choose a profile first.</source>
        <translation>请先选择配置。</translation>
    </message>
    <message>
        <source>Choose a row of the list first.</source>
        <translation>请先在列表中选择一行。</translation>
    </message>
    <message>
        <source>Choose one row alone.</source>
        <translation>请只选择一行。</translation>
    </message>
    <message>
        <source>Nothing that is selected is being recorded.</source>
        <translation>所选录制都不在录制中。</translation>
    </message>
    <message>
        <source>The list is empty.</source>
        <translation>列表为空。</translation>
    </message>
    <message>
        <source>Not while the screen is shared.</source>
        <translation>演示模式下不可用。</translation>
    </message>
    <message>
        <source>In a field, Ctrl+Z takes back what was typed. Click into the list first.</source>
        <translation>在输入框中，Ctrl+Z 撤销的是输入的内容。请先点一下列表。</translation>
    </message>
</context>
<context>
    <name>NewAbove</name>
    <message numerus="yes">
        <source>%Ln new above</source>
        <translation>
            <numerusform>上方新增 %Ln 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NextStepController</name>
    <message>
        <source>Now in {profile}, no longer in {before}</source>
        <translation>已切换到 {profile}，不再是 {before}</translation>
    </message>
    <message>
        <source>Now in {profile}</source>
        <translation>已切换到 {profile}</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Report (*.zip)</source>
        <translation>报告 (*.zip)</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
</context>
<context>
    <name>NoticeSlot</name>
    <message numerus="yes">
        <source>{number} more</source>
        <translation>
            <numerusform>另有 {number} 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the next notice</source>
        <translation>查看下一条提示</translation>
    </message>
</context>
<context>
    <name>NoticeStrip</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>OnOffTexts</name>
    <message>
        <source>Transcode</source>
        <translation>转码</translation>
    </message>
    <message>
        <source>transcode</source>
        <translation>转码</translation>
    </message>
    <message>
        <source>Screenshot</source>
        <translation>截图</translation>
    </message>
    <message>
        <source>screenshot</source>
        <translation>截图</translation>
    </message>
    <message>
        <source>Watermark</source>
        <translation>水印</translation>
    </message>
    <message>
        <source>watermark</source>
        <translation>水印</translation>
    </message>
</context>
<context>
    <name>OperatorController</name>
    <message>
        <source>Nothing was sent: no name was given.</source>
        <translation>没有确定由谁操作。请求未发送。</translation>
    </message>
</context>
<context>
    <name>OutsideLink</name>
    <message>
        <source>Address</source>
        <translation>网址</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>复制网址</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>在浏览器中打开</translation>
    </message>
</context>
<context>
    <name>OverrunAlarm</name>
    <message numerus="yes">
        <source>Show them</source>
        <translation>
            <numerusform>查看</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} recordings run for longer than their limit, or nobody watched them for so long. Stop them, or mark them as handled if they are meant to go on.</source>
        <translation>有 {count} 个录制超过了时长上限，或长时间无人查看。请停止；如需继续录制，请标记为已处理。</translation>
    </message>
    <message>
        <source>Room {room}, {user}: recording for more than {hours} h, or nobody watched it for so long. Stop it, or mark it as handled if it is meant to go on.</source>
        <translation>房间 {room}，{user}：录制已超过 {hours} 小时，或长时间无人查看。请停止；如需继续录制，请标记为已处理。</translation>
    </message>
</context>
<context>
    <name>PageList</name>
    <message>
        <source>Pages of the guide</source>
        <translation>指南目录</translation>
    </message>
    <message>
        <source>For everybody at the desk</source>
        <translation>给客服人员</translation>
    </message>
    <message>
        <source>For administrators</source>
        <translation>给管理员</translation>
    </message>
</context>
<context>
    <name>PaletteController</name>
    <message>
        <source>Connection settings</source>
        <translation>连接设置</translation>
    </message>
    <message>
        <source>{room} · {user}</source>
        <translation>{room} · {user}</translation>
    </message>
</context>
<context>
    <name>PaletteDialog</name>
    <message>
        <source>Find and open</source>
        <translation>查找并打开</translation>
    </message>
    <message>
        <source>An action, a profile, a code, or a recording by room, user or file name</source>
        <translation>操作、配置、错误码，或按房间号、用户 ID、文件名查找录制</translation>
    </message>
    <message>
        <source>Action, profile, code, recording</source>
        <translation>操作、配置、错误码、录制</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>Nothing is found.</source>
        <translation>没有找到。</translation>
    </message>
    <message>
        <source>It finds and opens. Nothing is sent from here.</source>
        <translation>这里只查找和打开，不发送任何请求。</translation>
    </message>
</context>
<context>
    <name>PassphraseBox</name>
    <message>
        <source>Passphrase of the key</source>
        <translation>私钥密码</translation>
    </message>
    <message>
        <source>Keep in the keychain</source>
        <translation>保存到系统钥匙串</translation>
    </message>
    <message>
        <source>Keep the passphrase in the keychain</source>
        <translation>将私钥密码保存到系统钥匙串</translation>
    </message>
    <message>
        <source>This computer offers no keychain: the passphrase is forgotten when the panel is closed. Your administrator can install one: gnome-keyring or KWallet.</source>
        <translation>本机没有系统钥匙串：关闭面板后不再保留私钥密码。可请管理员安装：gnome-keyring 或 KWallet。</translation>
    </message>
    <message>
        <source>An environment variable gives the passphrase now. It outranks what is given here.</source>
        <translation>目前由环境变量提供私钥密码，它优先于这里填写的内容。</translation>
    </message>
    <message>
        <source>It begins or ends with a blank. Is that meant?</source>
        <translation>开头或结尾有空格。是有意的吗？</translation>
    </message>
    <message>
        <source>This passphrase does not open the key. Mind capital letters.</source>
        <translation>私钥密码不对，无法打开私钥。请注意大小写。</translation>
    </message>
    <message>
        <source>It opens the key.</source>
        <translation>可以打开私钥。</translation>
    </message>
    <message>
        <source>The key is locked. Empty: the passphrase that is kept already.</source>
        <translation>私钥已加密。留空则使用已保存的私钥密码。</translation>
    </message>
    <message>
        <source>The key is locked. Your administrator knows its passphrase.</source>
        <translation>私钥已加密。私钥密码可向管理员询问。</translation>
    </message>
</context>
<context>
    <name>PendingStarts</name>
    <message>
        <source>and {number} more</source>
        <translation>还有 {number} 个</translation>
    </message>
</context>
<context>
    <name>PlanController</name>
    <message>
        <source>Now in {profile}</source>
        <translation>已切换到 {profile}</translation>
    </message>
</context>
<context>
    <name>PlanDialog</name>
    <message>
        <source>Plan of the day</source>
        <translation>当日计划</translation>
    </message>
    <message>
        <source>Table to read</source>
        <translation>待读取的表格</translation>
    </message>
    <message>
        <source>Paste or drop a line for each guest: room, user, start, end</source>
        <translation>粘贴或拖入表格，每位嘉宾一行：房间号、用户 ID、开始时间、结束时间</translation>
    </message>
    <message>
        <source>Replace the plan</source>
        <translation>替换计划</translation>
    </message>
    <message>
        <source>Remove line</source>
        <translation>移除此行</translation>
    </message>
    <message>
        <source>Take the chosen line out of the plan (Del)</source>
        <translation>把选中的一行移出计划（Del）</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Nothing is planned yet. Nothing starts or stops by itself.</source>
        <translation>还没有计划。面板不会自动开始或停止任何录制。</translation>
    </message>
    <message numerus="yes">
        <source>%n need attention. Nothing starts or stops by itself.</source>
        <translation>
            <numerusform>%n 项需要处理。面板不会自动开始或停止任何录制。</numerusform>
        </translation>
    </message>
    <message>
        <source>A press fills the form, or goes to the live recording. Nothing is sent.</source>
        <translation>点击一行会填好表单，或转到进行中的录制；不会发送任何请求。</translation>
    </message>
    <message numerus="yes">
        <source>%n lines taken.</source>
        <translation>
            <numerusform>已读取 %n 行。</numerusform>
        </translation>
    </message>
    <message>
        <source>Add to the plan</source>
        <translation>加入计划</translation>
    </message>
    <message>
        <source>Take as the plan</source>
        <translation>设为计划</translation>
    </message>
</context>
<context>
    <name>PlanModel</name>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>房间号</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户 ID</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>PlanTable</name>
    <message>
        <source>Plan of the day</source>
        <translation>当日计划</translation>
    </message>
</context>
<context>
    <name>PresetBox</name>
    <message>
        <source>Manage presets</source>
        <translation>管理预设</translation>
    </message>
    <message>
        <source>Save or remove presets</source>
        <translation>保存或删除预设</translation>
    </message>
    <message>
        <source>Save as a new preset…</source>
        <translation>另存为新预设…</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Update “{name}”</source>
        <translation>更新“{name}”</translation>
    </message>
    <message>
        <source>Remove “{name}”…</source>
        <translation>删除“{name}”…</translation>
    </message>
    <message>
        <source>Save preset</source>
        <translation>保存预设</translation>
    </message>
    <message>
        <source>Tags, category, options, source and SDK type are saved under this name.
A preset of the same name is replaced.</source>
        <translation>标签、分类、选项、视频源和 SDK 类型会以此名称保存。
同名的预设会被替换。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Remove the preset “{name}”?</source>
        <translation>删除预设“{name}”？</translation>
    </message>
    <message>
        <source>What stands in the form stays.</source>
        <translation>表单中的内容保持不变。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>ProfileChanges</name>
    <message numerus="yes">
        <source>Not saved: {count} live recordings of this profile are at the relay and app of before. Stop them first, or save the new connection under another name.</source>
        <translation>
            <numerusform>未保存：该配置有 {count} 个进行中的录制仍在原来的接入服务和应用上。请先停止这些录制，或将改动另存为其他名称的配置。</numerusform>
        </translation>
    </message>
    <message>
        <source>The profile is saved. Its secret is used for this session only:</source>
        <translation>配置已保存。凭证仅在本次使用：</translation>
    </message>
    <message>
        <source>this computer offers no keychain.</source>
        <translation>本机没有系统钥匙串。</translation>
    </message>
    <message>
        <source>the keychain is locked. Unlock it, then give it again.</source>
        <translation>系统钥匙串已锁定。请解锁后重新填写凭证。</translation>
    </message>
    <message>
        <source>the keychain did not answer. Look for a window that asks for its password.</source>
        <translation>系统钥匙串没有反应。请查看是否有窗口要求输入系统钥匙串的密码。</translation>
    </message>
    <message>
        <source>the keychain does not work.</source>
        <translation>系统钥匙串无法使用。</translation>
    </message>
    <message>
        <source>Stopping the recordings of this profile…</source>
        <translation>正在停止该配置的录制…</translation>
    </message>
    <message numerus="yes">
        <source>{count} recordings of this profile may still be running, so it stays.</source>
        <translation>
            <numerusform>该配置仍有 {count} 个录制可能没有停止，所以没有删除。</numerusform>
        </translation>
    </message>
    <message>
        <source>The profile is removed, its secret perhaps not: the keychain did not answer.</source>
        <translation>配置已删除，但凭证可能仍在：系统钥匙串没有反应。</translation>
    </message>
</context>
<context>
    <name>ProfileController</name>
    <message>
        <source>Choose a profile first.</source>
        <translation>请先选择配置。</translation>
    </message>
    <message>
        <source>Open connection settings</source>
        <translation>打开连接设置</translation>
    </message>
    <message>
        <source>Read it again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Choose a profile above</source>
        <translation>请先在上方选择配置</translation>
    </message>
    <message>
        <source>{environment} · nothing is recorded</source>
        <translation>{environment} · 不会真正录制</translation>
    </message>
    <message>
        <source>in {environment}</source>
        <translation>发往{environment}</translation>
    </message>
    <message>
        <source>Practice rooms: {rooms}</source>
        <translation>练习房间：{rooms}</translation>
    </message>
</context>
<context>
    <name>ProfileList</name>
    <message>
        <source>Profiles</source>
        <translation>配置</translation>
    </message>
</context>
<context>
    <name>ProfilePane</name>
    <message>
        <source>Connect an account…</source>
        <translation>添加配置…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Import profiles</source>
        <translation>导入配置</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Export all profiles</source>
        <translation>导出所有配置</translation>
    </message>
    <message>
        <source>All profiles, without their secrets, for another computer</source>
        <translation>导出所有配置（不含凭证），供其他电脑使用</translation>
    </message>
    <message>
        <source>Team…</source>
        <translation>团队…</translation>
    </message>
    <message>
        <source>One list for several desks: join a team, or see how it stands</source>
        <translation>多个工位共用一个列表：加入团队，或查看团队状态</translation>
    </message>
    <message>
        <source>Profiles ({kinds});;All files (*)</source>
        <translation>配置 ({kinds});;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>ProfilePill</name>
    <message>
        <source>Choose a profile</source>
        <translation>选择配置</translation>
    </message>
</context>
<context>
    <name>ProfileTransfer</name>
    <message>
        <source>✓ Exported, without any secret.</source>
        <translation>✓ 已导出，不含任何凭证。</translation>
    </message>
    <message>
        <source>Certificate files are copied by hand; usersig, key and passphrase are given anew.</source>
        <translation>证书文件需自行复制；UserSig、应用密钥和私钥密码需重新填写。</translation>
    </message>
    <message>
        <source>✕ Nothing was imported.</source>
        <translation>✕ 没有导入任何内容。</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>Cancel the retry</source>
        <translation>取消自动重试</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop waiting</source>
        <translation>停止等待</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>查找位置(&amp;L)：</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>文件类型(&amp;T)：</translation>
    </message>
</context>
<context>
    <name>QuitDialog</name>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message numerus="yes">
        <source>Keep them running and quit</source>
        <translation>
            <numerusform>退出，不停止录制</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Closing the window stops no recording. You find them here again at the next start.</source>
        <translation>
            <numerusform>关闭窗口不会停止任何录制，下次打开时仍可在这里看到这些录制。</numerusform>
        </translation>
    </message>
    <message>
        <source>Recordings are live</source>
        <translation>还有录制没有停止</translation>
    </message>
    <message>
        <source>A batch is under way</source>
        <translation>批量任务正在运行</translation>
    </message>
    <message numerus="yes">
        <source>{count} recordings are live</source>
        <translation>
            <numerusform>有 {count} 个进行中的录制</numerusform>
        </translation>
    </message>
    <message>
        <source>Still waiting for an answer: {count}. The window closes once it is here.</source>
        <translation>仍在等待回复：{count} 个。收到后窗口会关闭。</translation>
    </message>
    <message>
        <source>Waiting for their turn: {count}. What is not sent by then is told at the next start.</source>
        <translation>正在排队：{count} 个。关闭时仍未发送的，下次打开面板时会告诉您。</translation>
    </message>
    <message>
        <source>Answers are still on their way. The window closes once they are here.</source>
        <translation>仍在等待回复。收到后窗口会关闭。</translation>
    </message>
    <message>
        <source>Some requests may not be sent. End the shared screen to see which.</source>
        <translation>有些请求可能不会发送。要查看是哪些，请先结束演示模式。</translation>
    </message>
    <message>
        <source>Room {room}: {user}</source>
        <translation>房间 {room}：{user}</translation>
    </message>
    <message>
        <source>{profile} · room {room}: {user}</source>
        <translation>{profile} · 房间 {room}：{user}</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>还有 {count} 个</translation>
    </message>
</context>
<context>
    <name>ReachabilityWatch</name>
    <message>
        <source>Checked: {words}</source>
        <translation>已检查：{words}</translation>
    </message>
</context>
<context>
    <name>ReadOnlyView</name>
    <message>
        <source>Until then the list can only be read: it shows what was known at {time}.</source>
        <translation>在此之前列表只能查看：显示的是 {time} 时已知的内容。</translation>
    </message>
</context>
<context>
    <name>ReasonBar</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>RecordCommands</name>
    <message>
        <source>Restore a backup</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>Backup (*.sqlite3)</source>
        <translation>备份 (*.sqlite3)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message numerus="yes">
        <source>Keep the last {count} months</source>
        <translation>
            <numerusform>保留最近 {count} 个月</numerusform>
        </translation>
    </message>
    <message>
        <source>Make a backup first where you may need what is older.</source>
        <translation>如果以后还可能用到较早的内容，请先备份。</translation>
    </message>
</context>
<context>
    <name>RecordingController</name>
    <message>
        <source>{keys} starts the recording.</source>
        <translation>按 {keys} 开始录制。</translation>
    </message>
    <message>
        <source>No start was sent: {user} in room {room} is being recorded already.</source>
        <translation>没有发送开始请求：房间 {room} 的 {user} 已在录制（见列表）。</translation>
    </message>
    <message>
        <source>No start was sent: a start or stop of {user} in room {room} is on its way. Its row shows the answer.</source>
        <translation>没有发送开始请求：房间 {room} 的 {user} 已有开始或停止请求正在等待回复。结果见该行。</translation>
    </message>
    <message>
        <source>{user} in room {room} is still being recorded: nothing new was started.</source>
        <translation>房间 {room} 的 {user} 仍在录制，没有另外开始新的录制。</translation>
    </message>
</context>
<context>
    <name>RemoveProfileDialog</name>
    <message numerus="yes">
        <source>{count} live recordings hang on the profile {name}</source>
        <translation>
            <numerusform>配置 {name} 有 {count} 个进行中的录制</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove a profile</source>
        <translation>删除配置</translation>
    </message>
    <message>
        <source>Go on and remove</source>
        <translation>继续并删除</translation>
    </message>
    <message>
        <source>Stop them first; the profile stays if one does not stop</source>
        <translation>先停止这些录制；如有一个未能停止，则保留该配置</translation>
    </message>
    <message>
        <source>Move them to another profile of the same relay and app:</source>
        <translation>改用同一接入服务和应用的另一个配置：</translation>
    </message>
    <message>
        <source>Profile that carries them on</source>
        <translation>接管这些录制的配置</translation>
    </message>
</context>
<context>
    <name>RequestSummary</name>
    <message>
        <source>screen</source>
        <translation>屏幕共享</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>IoT camera SDK</source>
        <translation>物联网摄像头 SDK</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>tags {tags}</source>
        <translation>
            <numerusform>标签 {tags}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and {number} more tags</source>
        <translation>
            <numerusform>另有 {number} 个标签</numerusform>
        </translation>
    </message>
    <message>
        <source>category {number}</source>
        <translation>分类 {number}</translation>
    </message>
    <message>
        <source>Will send: {what}</source>
        <translation>本次录制：{what}</translation>
    </message>
</context>
<context>
    <name>RestartBar</name>
    <message>
        <source>Send a start now?</source>
        <translation>现在发送开始请求？</translation>
    </message>
    <message>
        <source>Send a start</source>
        <translation>发送开始请求</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ResultLine</name>
    <message>
        <source>… and {number} more</source>
        <translation>……另有 {number} 个</translation>
    </message>
</context>
<context>
    <name>RetryDialog</name>
    <message>
        <source>Start this recording again?</source>
        <translation>再次开始这个录制？</translation>
    </message>
    <message>
        <source>Start {count} recordings again?</source>
        <translation>再次开始 {count} 个录制？</translation>
    </message>
    <message>
        <source>Start {count} again</source>
        <translation>再次开始 {count} 个</translation>
    </message>
    <message>
        <source>A start is sent for each of them, with its settings of before.</source>
        <translation>将用原来的设置为每一个发送一次开始请求。</translation>
    </message>
    <message>
        <source>None of these can be started again together</source>
        <translation>不能批量再次开始</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>再次开始</translation>
    </message>
    <message>
        <source>Some wait {seconds} s first, as the service asks for it.</source>
        <translation>部分录制按服务要求先等待 {seconds} 秒。</translation>
    </message>
    <message>
        <source>{count} can&apos;t:</source>
        <translation>{count} 个不能批量再次开始：</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>房间号</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户 ID</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Recordings to start again</source>
        <translation>要再次开始的录制</translation>
    </message>
</context>
<context>
    <name>RetryResult</name>
    <message>
        <source>Result of starting again</source>
        <translation>再次开始的结果</translation>
    </message>
    <message>
        <source>Progress of starting again</source>
        <translation>再次开始的进度</translation>
    </message>
    <message>
        <source>Close the result of starting again</source>
        <translation>关闭再次开始的结果</translation>
    </message>
    <message>
        <source>Retry {count}</source>
        <translation>再次开始 {count} 个</translation>
    </message>
    <message>
        <source>Retry {count} refused</source>
        <translation>再次开始被拒绝的 {count} 个</translation>
    </message>
    <message>
        <source>Starting again: {done} of {every}</source>
        <translation>正在再次开始：{done} / {every}</translation>
    </message>
    <message>
        <source>{count} refused again</source>
        <translation>{count} 个再次被拒绝</translation>
    </message>
    <message>
        <source>{count} started</source>
        <translation>已开始 {count} 个</translation>
    </message>
    <message>
        <source>{count} refused</source>
        <translation>{count} 个被拒绝</translation>
    </message>
    <message>
        <source>{count} unconfirmed</source>
        <translation>{count} 个结果未知</translation>
    </message>
    <message>
        <source>{count} not sent</source>
        <translation>{count} 个未发送</translation>
    </message>
</context>
<context>
    <name>RowStop</name>
    <message>
        <source>Stop {user}</source>
        <translation>停止 {user}</translation>
    </message>
    <message>
        <source>Stop {user} in room {room}</source>
        <translation>停止录制 {user}（房间 {room}）</translation>
    </message>
</context>
<context>
    <name>RowsToSend</name>
    <message>
        <source>Only the rows that were never sent: {count}</source>
        <translation>仅发送从未发送过的行：{count}</translation>
    </message>
    <message>
        <source>Only the rows whose recording is over: {count}</source>
        <translation>仅发送录制已结束的行：{count}</translation>
    </message>
    <message>
        <source>Only the rows whose recording is live: {count}</source>
        <translation>仅发送进行中的录制：{count}</translation>
    </message>
    <message>
        <source>Those and the refused ones: {count}</source>
        <translation>以上各行和被拒绝的行：{count}</translation>
    </message>
    <message>
        <source>All rows, from the first: {count}</source>
        <translation>从头发送所有行：{count}</translation>
    </message>
</context>
<context>
    <name>ScopeLabel</name>
    <message>
        <source>Click for the team. By keys: menu Profile, Team…</source>
        <translation>点击查看团队。也可以打开菜单“配置”，选择“团队…”。</translation>
    </message>
</context>
<context>
    <name>SecretVerdict</name>
    <message>
        <source>This looks like the secret key. Choose “Give the secret key” above, then paste it there.</source>
        <translation>这看起来是应用密钥。请先在上方选择“填写应用密钥”，再粘贴到那里。</translation>
    </message>
    <message>
        <source>This is too long for a usersig. Copy the usersig alone.</source>
        <translation>内容太长，不像 UserSig。请只复制 UserSig 本身。</translation>
    </message>
    <message>
        <source>This is not a usersig, or it is damaged or cut. Copy it once more, whole.</source>
        <translation>这不是 UserSig，或者已损坏、不完整。请重新完整复制。</translation>
    </message>
    <message>
        <source>This usersig is for {owner}, but the administrator above is {name}.</source>
        <translation>这个 UserSig 属于 {owner}，而上面的管理员账号是 {name}。</translation>
    </message>
    <message>
        <source>This usersig is for app {own}, but the SDKAppID above is {app}.</source>
        <translation>这个 UserSig 属于应用 {own}，而上面的 SDKAppID 是 {app}。</translation>
    </message>
    <message>
        <source>64 characters, as a secret key has. The panel makes and renews usersigs from it.</source>
        <translation>共 64 个字符，符合应用密钥的格式。面板会用它生成并更新 UserSig。</translation>
    </message>
    <message>
        <source>Secret keys have 64 digits and letters from a to f. This one is different: check it.</source>
        <translation>应用密钥由 64 个数字和 a 至 f 的字母组成，这个不一样，请核对。</translation>
    </message>
    <message>
        <source>This looks like a usersig. Choose “Paste a usersig” above, then paste it there.</source>
        <translation>这看起来是 UserSig。请先在上方选择“粘贴 UserSig”，再粘贴到那里。</translation>
    </message>
    <message>
        <source>For {owner}, good only from {moment} on: check this computer&apos;s clock, or ask for another.</source>
        <translation>属于 {owner}，{moment} 之后才生效：请检查本机时钟，或索取另一个。</translation>
    </message>
    <message>
        <source>For {owner}, app {app}. Ended {day}: ask for a new one.</source>
        <translation>属于 {owner}，应用 {app}。已于 {day} 过期：请索取新的。</translation>
    </message>
    <message>
        <source>For {owner}, app {app}, ends {moment}: after that you can neither start nor stop.</source>
        <translation>属于 {owner}，应用 {app}，{moment} 到期：之后既不能开始录制，也不能停止录制。</translation>
    </message>
    <message>
        <source>For {owner}, app {app}, ends soon: {day}</source>
        <translation>属于 {owner}，应用 {app}，即将到期：{day}</translation>
    </message>
    <message>
        <source>For {owner}, app {app}, ends {day}</source>
        <translation>属于 {owner}，应用 {app}，{day} 到期</translation>
    </message>
</context>
<context>
    <name>SelectionSummary</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy file ids</source>
        <translation>复制文件 ID</translation>
    </message>
    <message>
        <source>A table with heads: file id, room, user, name and times</source>
        <translation>带表头的表格：文件 ID、房间号、用户 ID、文件名和时间</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>{count} selected in {profiles} profiles</source>
        <translation>已选 {profiles} 个配置的 {count} 个</translation>
    </message>
    <message>
        <source>Asked for each profile: {profiles}</source>
        <translation>按配置分别询问：{profiles}</translation>
    </message>
    <message>
        <source>Stop {count}</source>
        <translation>停止 {count} 个</translation>
    </message>
    <message numerus="yes">
        <source>Stop {count} recordings</source>
        <translation>
            <numerusform>停止 {count} 个录制</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} are being stopped already</source>
        <translation>
            <numerusform>{count} 个已在停止中</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SelectionWords</name>
    <message>
        <source>{count} selected, {live} of them live</source>
        <translation>已选 {count} 个，其中 {live} 个进行中</translation>
    </message>
    <message>
        <source>{count} selected</source>
        <translation>已选 {count} 个</translation>
    </message>
    <message>
        <source>{count} not started</source>
        <translation>{count} 个未开始</translation>
    </message>
    <message>
        <source>{count} unconfirmed</source>
        <translation>{count} 个结果未知</translation>
    </message>
    <message>
        <source>{count} recording</source>
        <translation>{count} 个录制中</translation>
    </message>
    <message>
        <source>{count} under way</source>
        <translation>{count} 个等待回复</translation>
    </message>
    <message>
        <source>{count} stopped</source>
        <translation>{count} 个已停止</translation>
    </message>
    <message>
        <source>Start {count} again…</source>
        <translation>再次开始 {count} 个…</translation>
    </message>
    <message>
        <source>Mark {count} as handled</source>
        <translation>将 {count} 个标记为已处理</translation>
    </message>
    <message numerus="yes">
        <source>{count} are recording…</source>
        <translation>
            <numerusform>仅标记 {count} 个为正在录制…</numerusform>
        </translation>
    </message>
    <message>
        <source>Mark {count} as ended…</source>
        <translation>仅标记 {count} 个为已结束…</translation>
    </message>
    <message numerus="yes">
        <source>and {count} other failures</source>
        <translation>
            <numerusform>另有 {count} 种失败</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SessionEmptyState</name>
    <message>
        <source>Connect an account…</source>
        <translation>添加配置…</translation>
    </message>
    <message>
        <source>New recording</source>
        <translation>新建录制</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Stop a recording not in this list…</source>
        <translation>停止未列出的录制…</translation>
    </message>
    <message>
        <source>Start for {room}…</source>
        <translation>为 {room} 开始录制…</translation>
    </message>
    <message>
        <source>No recordings yet</source>
        <translation>还没有录制</translation>
    </message>
    <message>
        <source>Fill in room, user and file name, then press Start recording. It will show here.</source>
        <translation>填写房间、用户和文件名，然后点“开始录制”，录制会显示在这里。</translation>
    </message>
    <message>
        <source>Reading the list…</source>
        <translation>正在读取列表…</translation>
    </message>
    <message>
        <source>The list can&apos;t be read</source>
        <translation>无法读取列表</translation>
    </message>
    <message>
        <source>Recordings may be running all the same. The notice below says what to do.</source>
        <translation>可能仍有录制没有停止。处理建议见下方的提示。</translation>
    </message>
    <message>
        <source>The screen is shared</source>
        <translation>当前为演示模式</translation>
    </message>
    <message>
        <source>To show one recording: press Ctrl+Shift+H, choose its row, press it again.</source>
        <translation>要只显示一个录制：按 Ctrl+Shift+H 退出，选中该行，再按一次。</translation>
    </message>
    <message>
        <source>“{text}” is in no recording of this list</source>
        <translation>列表中没有包含“{text}”的录制</translation>
    </message>
    <message>
        <source>“{text}” is in no recording since {time}</source>
        <translation>{time} 以来的录制中没有“{text}”</translation>
    </message>
    <message>
        <source>Somebody outside the team may have started it. The service can&apos;t be asked.</source>
        <translation>可能是团队以外的人开始的，而服务不提供查询。</translation>
    </message>
    <message>
        <source>No start of {room} by the team since {time}</source>
        <translation>{time} 以来团队没有开始过 {room} 的录制</translation>
    </message>
    <message>
        <source>No start of {room} by the team</source>
        <translation>团队没有开始过 {room} 的录制</translation>
    </message>
    <message>
        <source>No start of {room} from this computer</source>
        <translation>本机没有开始过 {room} 的录制</translation>
    </message>
    <message>
        <source>No start of {room} from this computer since {time}</source>
        <translation>{time} 以来本机没有开始过 {room} 的录制</translation>
    </message>
    <message>
        <source>Another computer may have started it. The service can&apos;t be asked.</source>
        <translation>可能是其他电脑开始的，而服务不提供查询。</translation>
    </message>
    <message>
        <source>Nothing needs attention</source>
        <translation>没有需要处理的录制</translation>
    </message>
    <message>
        <source>Nothing is live in this list</source>
        <translation>列表中没有进行中的录制</translation>
    </message>
    <message>
        <source>Nothing has ended yet</source>
        <translation>还没有已结束的录制</translation>
    </message>
    <message>
        <source>Of what was asked for since {time} nothing has ended yet</source>
        <translation>{time} 以来请求的录制都还没有结束</translation>
    </message>
</context>
<context>
    <name>SessionFilterBar</name>
    <message>
        <source>Needs attention</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>搜索全部</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>停止录制</translation>
    </message>
    <message>
        <source>Stop the selected recordings (F8)</source>
        <translation>停止所选录制 (F8)</translation>
    </message>
    <message>
        <source>Stop a recording not in this list…</source>
        <translation>停止未列出的录制…</translation>
    </message>
    <message>
        <source>Batch…</source>
        <translation>批量任务…</translation>
    </message>
    <message>
        <source>Start or stop many recordings from a table file (Ctrl+B)</source>
        <translation>用表格文件开始或停止多个录制 (Ctrl+B)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop {count}</source>
        <translation>停止 {count} 个</translation>
    </message>
</context>
<context>
    <name>SessionGroups</name>
    <message>
        <source>Rooms</source>
        <translation>房间号</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Begun by</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>另有 {count} 种</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>{name} (you)</source>
        <translation>{name}（您）</translation>
    </message>
</context>
<context>
    <name>SessionList</name>
    <message>
        <source>Older sessions</source>
        <translation>更早的录制</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Show all rows</source>
        <translation>显示全部行</translation>
    </message>
    <message>
        <source>Unselect</source>
        <translation>取消选中</translation>
    </message>
    <message>
        <source>Show the plan</source>
        <translation>查看计划</translation>
    </message>
    <message numerus="yes">
        <source>%Ln no longer match the filter: kept for now</source>
        <translation>
            <numerusform>%Ln 行已不符合筛选条件，暂时保留</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message numerus="yes">
        <source>%Ln need attention in {profile}</source>
        <translation>
            <numerusform>{profile}：%Ln 个需要处理</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SessionModel</name>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>房间号</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户 ID</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Elapsed</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>团队</translation>
    </message>
</context>
<context>
    <name>SessionPage</name>
    <message>
        <source>Session #{number}</source>
        <translation>录制 #{number}</translation>
    </message>
    <message>
        <source>Start again with these settings</source>
        <translation>用这些设置再次开始</translation>
    </message>
    <message>
        <source>Fills the form; nothing is sent until Start is pressed.</source>
        <translation>只填写表单；按下“开始录制”之前不会发送任何请求。</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <source>{user} in room {room}</source>
        <translation>房间 {room} 的 {user}</translation>
    </message>
    <message>
        <source>Session {name}</source>
        <translation>录制 {name}</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>错误说明</translation>
    </message>
    <message>
        <source>Solution</source>
        <translation>处理建议</translation>
    </message>
    <message>
        <source>Report saved</source>
        <translation>报告已保存</translation>
    </message>
    <message>
        <source>File ids</source>
        <translation>文件 ID</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生的情况</translation>
    </message>
    <message>
        <source>Ledger rows</source>
        <translation>操作记录</translation>
    </message>
    <message>
        <source>Requests and answers</source>
        <translation>请求与回复</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>SessionTable</name>
    <message>
        <source>Live sessions</source>
        <translation>录制列表</translation>
    </message>
</context>
<context>
    <name>SessionsDialog</name>
    <message>
        <source>{user} in room {room}</source>
        <translation>房间 {room} 的 {user}</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>begun by {name}</source>
        <translation>操作员 {name}</translation>
    </message>
    <message>
        <source>taken over by {name}</source>
        <translation>已由{name:spaced}接手</translation>
    </message>
    <message>
        <source>another room</source>
        <translation>房间不同</translation>
    </message>
    <message>
        <source>other tags</source>
        <translation>标签不同</translation>
    </message>
    <message>
        <source>{what}. A colleague began it, not you.</source>
        <translation>{what}。这是同事开始的录制，不是您的。</translation>
    </message>
    <message>
        <source>{what}. A colleague looks after it, not you.</source>
        <translation>{what}。现在由同事负责，不是您。</translation>
    </message>
    <message>
        <source>{what}.</source>
        <translation>{what}。</translation>
    </message>
    <message>
        <source>{count} of them: begun by {names}, not by you.</source>
        <translation>其中 {count} 个的操作员是 {names}，不是您。</translation>
    </message>
    <message>
        <source>{count} of them: {names} look after them, not you.</source>
        <translation>其中 {count} 个由{names:spaced}负责，不是您。</translation>
    </message>
    <message>
        <source>Begun by {names}, not by you.</source>
        <translation>操作员是 {names}，不是您。</translation>
    </message>
    <message>
        <source>Taken over by {names}, not by you.</source>
        <translation>已由{names:spaced}接手，不是您。</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>As the desktop has it</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast, light</source>
        <translation>高对比度，浅色</translation>
    </message>
    <message>
        <source>High contrast, dark</source>
        <translation>高对比度，深色</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>紧凑</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>宽松</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>减少</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>colours dark light high contrast night</source>
        <translation>颜色、深色、浅色、高对比度、夜间</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>font zoom larger smaller</source>
        <translation>字体、缩放、放大、缩小</translation>
    </message>
    <message>
        <source>Rows of the list</source>
        <translation>列表行距</translation>
    </message>
    <message>
        <source>density height close together</source>
        <translation>密度、行高、间距</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>动画</translation>
    </message>
    <message>
        <source>Reduced: nothing fades or slides.</source>
        <translation>选“减少”后，没有渐变和滑动。</translation>
    </message>
    <message>
        <source>animation accessibility</source>
        <translation>动画效果、无障碍</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>您的名字</translation>
    </message>
    <message>
        <source>Goes into the record of what you do.</source>
        <translation>会写入您的操作记录。</translation>
    </message>
    <message>
        <source>operator who</source>
        <translation>操作员、谁</translation>
    </message>
    <message>
        <source>Profiles and their limits</source>
        <translation>配置及其限制</translation>
    </message>
    <message>
        <source>Relay, login, certificates, when a recording is too long.</source>
        <translation>接入地址、登录、证书，以及录制多久算过久。</translation>
    </message>
    <message>
        <source>profile connection overrun usersig</source>
        <translation>配置、连接、录制过久、UserSig</translation>
    </message>
    <message>
        <source>Connection settings…</source>
        <translation>连接设置…</translation>
    </message>
    <message>
        <source>Backup of the record</source>
        <translation>备份操作记录</translation>
    </message>
    <message>
        <source>A copy in a file; work goes on meanwhile.</source>
        <translation>复制到一个文件，期间可照常使用。</translation>
    </message>
    <message>
        <source>ledger copy save keep</source>
        <translation>副本、保存、留存</translation>
    </message>
    <message>
        <source>Back up…</source>
        <translation>备份…</translation>
    </message>
    <message>
        <source>How much stays</source>
        <translation>选择保留多久</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>By a command, once the panel is closed. What it replaces is kept.</source>
        <translation>面板关闭后用命令恢复。被替换的操作记录会保留。</translation>
    </message>
    <message>
        <source>ledger copy bring put back</source>
        <translation>操作记录、还原、找回、副本</translation>
    </message>
    <message>
        <source>Choose a backup…</source>
        <translation>选择备份…</translation>
    </message>
    <message>
        <source>Remove old months</source>
        <translation>清理过去的月份</translation>
    </message>
    <message>
        <source>By a command, once the panel is closed. Live recordings stay.</source>
        <translation>面板关闭后用命令清理。进行中的录制会保留。</translation>
    </message>
    <message>
        <source>ledger prune delete clean history privacy</source>
        <translation>操作记录、删除、清除、历史、隐私</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>The record, profiles and settings of this computer.</source>
        <translation>本机的操作记录、配置和设置。</translation>
    </message>
    <message>
        <source>A file without names, profiles and logins.</source>
        <translation>存为一个文件，不含姓名、配置和登录信息。</translation>
    </message>
    <message>
        <source>files place</source>
        <translation>文件、位置</translation>
    </message>
    <message>
        <source>Open data folder</source>
        <translation>打开数据文件夹</translation>
    </message>
    <message>
        <source>Log folder</source>
        <translation>日志文件夹</translation>
    </message>
    <message>
        <source>What the program did, without names and secrets.</source>
        <translation>面板的运行日志，不含姓名和凭证。</translation>
    </message>
    <message>
        <source>files traces fault</source>
        <translation>文件、日志、故障</translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation>打开日志文件夹</translation>
    </message>
    <message>
        <source>Carry to another desk</source>
        <translation>用到另一台电脑</translation>
    </message>
    <message>
        <source>export save file</source>
        <translation>导出、保存、文件</translation>
    </message>
    <message>
        <source>Export settings…</source>
        <translation>导出设置…</translation>
    </message>
    <message>
        <source>Take over from another desk</source>
        <translation>使用另一台电脑的设置</translation>
    </message>
    <message>
        <source>What would change is shown first.</source>
        <translation>会先列出将要更改的内容。</translation>
    </message>
    <message>
        <source>import read file</source>
        <translation>导入、读取、文件</translation>
    </message>
    <message>
        <source>Import settings…</source>
        <translation>导入设置…</translation>
    </message>
    <message>
        <source>This desk</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Look and language</source>
        <translation>外观和语言</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Record and files</source>
        <translation>操作记录和文件</translation>
    </message>
    <message>
        <source>These settings</source>
        <translation>本页设置</translation>
    </message>
    <message>
        <source>On</source>
        <translation>开启</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>After 15 minutes</source>
        <translation>15 分钟后</translation>
    </message>
    <message>
        <source>After 30 minutes</source>
        <translation>30 分钟后</translation>
    </message>
    <message>
        <source>After 1 hour</source>
        <translation>1 小时后</translation>
    </message>
    <message>
        <source>Only after a locked screen</source>
        <translation>仅在锁屏之后</translation>
    </message>
    <message>
        <source>Notifications by the desktop</source>
        <translation>系统通知</translation>
    </message>
    <message>
        <source>What needs attention, while you work in another window.</source>
        <translation>您在其他窗口中工作时，提示需要处理的录制。</translation>
    </message>
    <message>
        <source>alert message pop-up failure</source>
        <translation>提醒、消息、弹窗、失败</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>With a notification, where the desktop plays one.</source>
        <translation>随通知播放，需系统支持。</translation>
    </message>
    <message>
        <source>loud quiet mute audio</source>
        <translation>音量、静音、提示音</translation>
    </message>
    <message>
        <source>Who is at this desk?</source>
        <translation>现在由谁操作？</translation>
    </message>
    <message>
        <source>Asked before the next request, after so long without a click or a key.</source>
        <translation>超过这段时间没有点击或按键，就在下一次请求前询问。</translation>
    </message>
    <message>
        <source>operator idle shift minutes hour time</source>
        <translation>操作员、空闲、换班、分钟、小时、时间</translation>
    </message>
</context>
<context>
    <name>SettingsController</name>
    <message>
        <source>The settings on this computer are of a newer version of the panel: they are left as they are, and what is changed now holds until the panel is closed.</source>
        <translation>本机的设置由较新版本的面板写入：原文件保持不变，现在的更改只在关闭面板前有效。</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Search the settings</source>
        <translation>搜索设置</translation>
    </message>
    <message>
        <source>No setting is found. Try fewer or other words.</source>
        <translation>没有找到设置。请减少或更换搜索词。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>SettingsTransfer</name>
    <message>
        <source>Export settings</source>
        <translation>导出设置</translation>
    </message>
    <message>
        <source>Import settings</source>
        <translation>导入设置</translation>
    </message>
    <message>
        <source>Settings (*.json)</source>
        <translation>设置 (*.json)</translation>
    </message>
    <message>
        <source>The file can&apos;t be written ({why}).</source>
        <translation>文件无法写入（{why}）。</translation>
    </message>
    <message>
        <source>Settings saved: {path}</source>
        <translation>设置已保存：{path}</translation>
    </message>
    <message>
        <source>The file can&apos;t be read ({why}).</source>
        <translation>文件无法读取（{why}）。</translation>
    </message>
    <message>
        <source>This file is of a newer version of the panel. Nothing was changed.</source>
        <translation>此文件由较新版本的面板写入。没有更改任何设置。</translation>
    </message>
    <message>
        <source>This is no file of settings. Nothing was changed.</source>
        <translation>这不是设置文件。没有更改任何设置。</translation>
    </message>
    <message>
        <source>This version does not know the file&apos;s value for {setting}. Nothing was changed.</source>
        <translation>此版本不认识文件中“{setting}”的值。没有更改任何设置。</translation>
    </message>
    <message>
        <source>All settings are as in the file already.</source>
        <translation>所有设置已与文件一致。</translation>
    </message>
    <message>
        <source>{setting}: {before} → {after}</source>
        <translation>{setting}：{before} → {after}</translation>
    </message>
    <message>
        <source>The settings were changed.</source>
        <translation>设置已更改。</translation>
    </message>
    <message>
        <source>Change these settings?</source>
        <translation>要更改这些设置吗？</translation>
    </message>
    <message>
        <source>Change them</source>
        <translation>更改</translation>
    </message>
</context>
<context>
    <name>SettleBar</name>
    <message>
        <source>It is recording</source>
        <translation>仅标记为正在录制</translation>
    </message>
    <message>
        <source>Nothing is sent.</source>
        <translation>只改面板上的状态，不发送任何请求。</translation>
    </message>
    <message>
        <source>Mark as ended</source>
        <translation>仅标记为已结束</translation>
    </message>
    <message>
        <source>Nothing is sent. If it still records, it goes on unseen, and is billed.</source>
        <translation>只改面板上的状态，不会停止录制。如果实际仍在录制，会继续录下去并计费，面板不再提醒。</translation>
    </message>
</context>
<context>
    <name>SettleDialog</name>
    <message>
        <source>It is recording</source>
        <translation>仅标记为正在录制</translation>
    </message>
    <message>
        <source>Is this one recording?</source>
        <translation>这个录制确实正在录制吗？</translation>
    </message>
    <message>
        <source>Are these {count} recording?</source>
        <translation>这 {count} 个录制确实都在录制吗？</translation>
    </message>
    <message>
        <source>Mark as ended</source>
        <translation>仅标记为已结束</translation>
    </message>
    <message>
        <source>Has this recording ended?</source>
        <translation>这个录制确实已经结束了吗？</translation>
    </message>
    <message>
        <source>Have these {count} recordings ended?</source>
        <translation>这 {count} 个录制确实都已经结束了吗？</translation>
    </message>
    <message>
        <source>Nothing is sent. The panel counts them as recording from now on.</source>
        <translation>只改面板上的状态，不发送任何请求。之后在面板中算作正在录制。</translation>
    </message>
    <message>
        <source>Nothing is sent. If one still records, it goes on unseen, and is billed.</source>
        <translation>只改面板上的状态，不会停止录制。如果其中有仍在录制的，会继续录下去并计费，面板不再提醒。</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>房间号</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户 ID</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Last answer</source>
        <translation>最后回复</translation>
    </message>
    <message>
        <source>Recordings to mark</source>
        <translation>要标记的录制</translation>
    </message>
</context>
<context>
    <name>SettleReason</name>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>How do you know? (may stay empty)</source>
        <translation>依据（选填）</translation>
    </message>
    <message>
        <source>asked the guest</source>
        <translation>问过嘉宾</translation>
    </message>
    <message>
        <source>checked in the console</source>
        <translation>在控制台查过</translation>
    </message>
    <message>
        <source>the guest has left</source>
        <translation>嘉宾已离开</translation>
    </message>
</context>
<context>
    <name>SharedScreenStrip</name>
    <message>
        <source>Shared screen</source>
        <translation>演示模式</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>End shared screen</source>
        <translation>结束演示模式</translation>
    </message>
    <message>
        <source>Only the chosen row is shown. Nothing is announced.</source>
        <translation>只显示选中的一行，不弹出任何通知。</translation>
    </message>
    <message>
        <source>No row is shown, because not one alone was chosen. Nothing is announced.</source>
        <translation>没有显示任何行：进入前没有只选中一行。不弹出任何通知。</translation>
    </message>
    <message>
        <source>Hidden while the screen is shared: batches, connection settings and folders.</source>
        <translation>演示模式下不显示批量任务、连接设置和文件夹。</translation>
    </message>
</context>
<context>
    <name>ShiftView</name>
    <message>
        <source>This shift</source>
        <translation>本班次</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Show what needs attention</source>
        <translation>查看需要处理的录制</translation>
    </message>
    <message>
        <source>Show what is live</source>
        <translation>查看进行中的录制</translation>
    </message>
    <message>
        <source>Show what is handed to you</source>
        <translation>查看交给您的录制</translation>
    </message>
    <message>
        <source>Choose a row to see what is known of it, and what to do next.</source>
        <translation>选择一行，查看已知情况和下一步操作。</translation>
    </message>
    <message>
        <source>Hand over…</source>
        <translation>交班…</translation>
    </message>
    <message>
        <source>What is open, as text for the next shift</source>
        <translation>把待交接的录制整理成文字，交给下一班</translation>
    </message>
    <message>
        <source>Plan of the day…</source>
        <translation>当日计划…</translation>
    </message>
    <message>
        <source>Who is to be recorded when, and who is late</source>
        <translation>哪位嘉宾几点录，哪些到点还没开始</translation>
    </message>
    <message numerus="yes">
        <source>need attention</source>
        <translation>
            <numerusform>个需要处理</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>live, and %Ln in other profiles</source>
        <translation>
            <numerusform>进行中，其他配置另有 %Ln 个</numerusform>
        </translation>
    </message>
    <message>
        <source>live</source>
        <translation>个进行中</translation>
    </message>
    <message numerus="yes">
        <source>handed to you, not taken over yet</source>
        <translation>
            <numerusform>个已交给您，尚未接手</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the plan of the day need attention</source>
        <translation>
            <numerusform>当日计划中有 %n 项需要处理</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StartFields</name>
    <message>
        <source>Room ID</source>
        <translation>房间号</translation>
    </message>
    <message>
        <source>User ID</source>
        <translation>用户 ID</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Category ID</source>
        <translation>分类 ID</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>the person to record</source>
        <translation>嘉宾的登录账号，不是昵称</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>视频源</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Screen sharing</source>
        <translation>屏幕共享</translation>
    </message>
    <message>
        <source>SDK type</source>
        <translation>SDK 类型</translation>
    </message>
    <message>
        <source>Normal SDK</source>
        <translation>普通 SDK</translation>
    </message>
    <message>
        <source>IoT camera</source>
        <translation>物联网摄像头</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>changed for the next start only</source>
        <translation>已改动，仅用于下一次开始</translation>
    </message>
    <message>
        <source>e.g. {name}</source>
        <translation>例如 {name}</translation>
    </message>
</context>
<context>
    <name>StartForm</name>
    <message>
        <source>Start recording</source>
        <translation>开始录制</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>This start is already on its way.</source>
        <translation>这个开始请求还没有结果，请稍候。</translation>
    </message>
</context>
<context>
    <name>StartLiveDialog</name>
    <message>
        <source>Already live</source>
        <translation>已在录制</translation>
    </message>
    <message>
        <source>Guest came back</source>
        <translation>嘉宾回来，再次开始</translation>
    </message>
    <message>
        <source>A recording does not go on by itself when its guest left and came back. If that happened, press Guest came back: it sends a start for the same room and user.</source>
        <translation>嘉宾离开后再回来，录制不会自动继续。如果是这种情况，请点“嘉宾回来，再次开始”：面板会为同一房间和用户发送开始请求。</translation>
    </message>
    <message>
        <source>{user} in room {room} is live in this list already</source>
        <translation>房间 {room} 的 {user} 已在录制（见列表）</translation>
    </message>
    <message>
        <source>{user} in room {room} is being recorded already</source>
        <translation>房间 {room} 的 {user} 已在录制</translation>
    </message>
    <message>
        <source>{user} in room {room} was being recorded when colleagues were last heard of</source>
        <translation>最近一次联系到同事时，房间 {room} 的 {user} 正在录制</translation>
    </message>
    <message>
        <source>{elapsed} so far</source>
        <translation>至今 {elapsed}</translation>
    </message>
    <message>
        <source>begun by {name}</source>
        <translation>操作员 {name}</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>This computer&apos;s list only</source>
        <translation>仅本机的列表</translation>
    </message>
    <message numerus="yes">
        <source>{number} recordings</source>
        <translation>
            <numerusform>{number} 个录制</numerusform>
        </translation>
    </message>
    <message>
        <source>{number} found</source>
        <translation>找到 {number} 个</translation>
    </message>
    <message numerus="yes">
        <source>{number} selected</source>
        <translation>
            <numerusform>已选 {number} 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln live elsewhere</source>
        <translation>
            <numerusform>其他账号有 %Ln 个进行中</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StepButtons</name>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>{step} in {place}</source>
        <translation>在 {place} 中{step}</translation>
    </message>
    <message>
        <source>{step} ({seconds} s)</source>
        <translation>{step}（{seconds} 秒）</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>StepWaits</name>
    <message>
        <source>{step} ({seconds} s)</source>
        <translation>{step}（{seconds} 秒）</translation>
    </message>
</context>
<context>
    <name>StopController</name>
    <message numerus="yes">
        <source>{count} are being stopped already</source>
        <translation>
            <numerusform>{count} 个已在停止中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No stop sent for {count}: ended or started anew.</source>
        <translation>
            <numerusform>{count} 个未发送停止请求：已结束或已再次开始。</numerusform>
        </translation>
    </message>
    <message>
        <source>Stops that wait for their turn: {count}. What is not sent by then goes on recording.</source>
        <translation>排队等待停止：{count} 个。退出时还没有发送停止请求的，会继续录制。</translation>
    </message>
</context>
<context>
    <name>StopDialog</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Elapsed</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Its profile is gone. Stop it at {host}, app {app}, through:</source>
        <translation>该录制的配置已不存在。请选择用来停止录制的配置（{host}，应用 {app}）：</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>停止录制</translation>
    </message>
    <message>
        <source>Stop the recording of {who}?</source>
        <translation>停止{who} 的录制？</translation>
    </message>
    <message>
        <source>It ends for good; a new recording has to be started.</source>
        <translation>停止后不能恢复，只能另外开始新的录制。</translation>
    </message>
    <message>
        <source>Stop these {count} recordings?</source>
        <translation>停止这 {count} 个录制？</translation>
    </message>
    <message>
        <source>Stop {count} recordings</source>
        <translation>停止 {count} 个录制</translation>
    </message>
    <message>
        <source>They end for good; new recordings have to be started.</source>
        <translation>停止后不能恢复，只能另外开始新的录制。</translation>
    </message>
    <message>
        <source>No other recording of this profile is live in this list.</source>
        <translation>此列表中，该配置没有其他进行中的录制。</translation>
    </message>
    <message numerus="yes">
        <source>{count} stay live: {names}</source>
        <translation>
            <numerusform>{count} 个继续录制：{names}</numerusform>
        </translation>
    </message>
    <message>
        <source>Room</source>
        <translation>房间号</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户 ID</translation>
    </message>
    <message>
        <source>Recordings to stop</source>
        <translation>要停止的录制</translation>
    </message>
</context>
<context>
    <name>StopOffer</name>
    <message>
        <source>Stop {user}</source>
        <translation>停止 {user}</translation>
    </message>
    <message>
        <source>Stop {user} in room {room}</source>
        <translation>停止录制 {user}（房间 {room}）</translation>
    </message>
    <message>
        <source>Stop {user} again</source>
        <translation>再次停止 {user}</translation>
    </message>
    <message>
        <source>Stop {user} again in room {room}</source>
        <translation>再次停止录制 {user}（房间 {room}）</translation>
    </message>
</context>
<context>
    <name>StopOtherDialog</name>
    <message>
        <source>Stop a recording not in this list</source>
        <translation>停止未列出的录制</translation>
    </message>
    <message>
        <source>Which recording is to stop?</source>
        <translation>要停止哪个录制？</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>停止录制</translation>
    </message>
    <message>
        <source>For a recording that another computer began.</source>
        <translation>用于停止由另一台电脑开始的录制。</translation>
    </message>
    <message>
        <source>Room ID</source>
        <translation>房间号</translation>
    </message>
    <message>
        <source>User ID</source>
        <translation>用户 ID</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>视频源</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>屏幕共享</translation>
    </message>
    <message>
        <source>SDK type</source>
        <translation>SDK 类型</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>IoT camera</source>
        <translation>物联网摄像头</translation>
    </message>
</context>
<context>
    <name>StopResult</name>
    <message>
        <source>Result of the stop</source>
        <translation>停止的结果</translation>
    </message>
    <message>
        <source>Progress of the stop</source>
        <translation>停止的进度</translation>
    </message>
    <message>
        <source>Close the result of the stop</source>
        <translation>关闭停止的结果</translation>
    </message>
    <message>
        <source>Copy file ids</source>
        <translation>复制文件 ID</translation>
    </message>
    <message>
        <source>A table with heads: file id, room, user, name and times</source>
        <translation>带表头的表格：文件 ID、房间号、用户 ID、文件名和时间</translation>
    </message>
    <message>
        <source>Stop without a record…</source>
        <translation>不留记录地停止…</translation>
    </message>
    <message>
        <source>Stop {count} again</source>
        <translation>再次停止 {count} 个</translation>
    </message>
    <message>
        <source>Stop {count}</source>
        <translation>停止 {count} 个</translation>
    </message>
    <message>
        <source>Stopping: {done} of {every}</source>
        <translation>正在停止：{done} / {every}</translation>
    </message>
    <message numerus="yes">
        <source>{count} stopped, {files} file ids</source>
        <translation>
            <numerusform>已停止 {count} 个，{files} 个文件 ID</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} refused again</source>
        <translation>{count} 个再次被拒绝</translation>
    </message>
    <message>
        <source>{count} without file ids</source>
        <translation>{count} 个没有文件 ID</translation>
    </message>
    <message>
        <source>{count} refused</source>
        <translation>{count} 个被拒绝</translation>
    </message>
    <message>
        <source>{count} unconfirmed</source>
        <translation>{count} 个结果未知</translation>
    </message>
    <message>
        <source>{count} not sent</source>
        <translation>{count} 个未发送</translation>
    </message>
    <message>
        <source>{count} had not started</source>
        <translation>{count} 个没有开始过，无需停止</translation>
    </message>
    <message>
        <source>{count} not sent: a newer row</source>
        <translation>{count} 个未发送：有更新的行</translation>
    </message>
</context>
<context>
    <name>SuggestionsLine</name>
    <message>
        <source>Did you mean</source>
        <translation>您是不是指</translation>
    </message>
    <message>
        <source>{user} in room {room}</source>
        <translation>房间 {room} 的 {user}</translation>
    </message>
    <message>
        <source>Did you mean {what}</source>
        <translation>您是不是指{what}</translation>
    </message>
</context>
<context>
    <name>TableActions</name>
    <message>
        <source>Details…</source>
        <translation>详情…</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>停止录制</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>再次开始</translation>
    </message>
    <message>
        <source>Guest came back</source>
        <translation>嘉宾回来，再次开始</translation>
    </message>
    <message>
        <source>Copy room and user</source>
        <translation>复制房间和用户</translation>
    </message>
    <message>
        <source>Copy bare ids, one a line</source>
        <translation>复制纯 ID，每行一个</translation>
    </message>
    <message>
        <source>Copy file ids</source>
        <translation>复制文件 ID</translation>
    </message>
    <message>
        <source>It is recording…</source>
        <translation>仅标记为正在录制…</translation>
    </message>
    <message>
        <source>Mark as ended…</source>
        <translation>仅标记为已结束…</translation>
    </message>
    <message>
        <source>Mark handled</source>
        <translation>标记为已处理</translation>
    </message>
    <message>
        <source>Take over…</source>
        <translation>接手…</translation>
    </message>
    <message>
        <source>Hand over…</source>
        <translation>交班…</translation>
    </message>
    <message>
        <source>Start {count} again…</source>
        <translation>再次开始 {count} 个…</translation>
    </message>
    <message>
        <source>Stop {count} recordings</source>
        <translation>停止 {count} 个录制</translation>
    </message>
</context>
<context>
    <name>TableColumns</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
</context>
<context>
    <name>TableMenus</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
</context>
<context>
    <name>TagsField</name>
    <message>
        <source>Type a tag, then a comma</source>
        <translation>输入标签，以逗号结束</translation>
    </message>
    <message>
        <source>Left out what can&apos;t be seen: {names}.</source>
        <translation>已去掉看不见的字符：{names}。</translation>
    </message>
    <message>
        <source>An empty tag was left out.</source>
        <translation>已去掉一个空标签。</translation>
    </message>
</context>
<context>
    <name>TeamController</name>
    <message>
        <source>The team is reached again</source>
        <translation>已恢复与团队的联系</translation>
    </message>
</context>
<context>
    <name>TeamDialog</name>
    <message>
        <source>Team</source>
        <translation>团队</translation>
    </message>
    <message>
        <source>Another invitation</source>
        <translation>换一份邀请</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Join a team</source>
        <translation>加入团队</translation>
    </message>
    <message>
        <source>Join this team? Nothing has left this computer yet.</source>
        <translation>加入这个团队？还没有任何内容离开本机。</translation>
    </message>
    <message>
        <source>The team of this desk</source>
        <translation>本工位的团队</translation>
    </message>
    <message>
        <source>Not joined</source>
        <translation>未加入</translation>
    </message>
    <message>
        <source>It takes long. Look for a window in which the keychain asks for its password.</source>
        <translation>用时较长。请看看有没有系统钥匙串要求输入密码的窗口。</translation>
    </message>
</context>
<context>
    <name>TracesController</name>
    <message>
        <source>Nothing here can show a folder. The data folder is {path}</source>
        <translation>无法打开文件夹。数据文件夹：{path}</translation>
    </message>
    <message>
        <source>Save a report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Report (*.zip)</source>
        <translation>报告 (*.zip)</translation>
    </message>
    <message>
        <source>The panel ended unexpectedly ({when}). A report helps its makers; nothing is sent.</source>
        <translation>面板曾意外退出（{when}）。保存报告有助于开发者排查，不会自动发送任何内容。</translation>
    </message>
    <message>
        <source>Save a report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <source>No log can be written ({why}). The panel works on without one.</source>
        <translation>日志无法写入（{why}）。面板仍可使用，只是没有日志。</translation>
    </message>
    <message>
        <source>Nothing here can show a folder. The log is in {path}</source>
        <translation>无法打开文件夹。日志位置：{path}</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Report saved: {path}</source>
        <translation>报告已保存：{path}</translation>
    </message>
    <message>
        <source>Path copied</source>
        <translation>已复制路径</translation>
    </message>
</context>
<context>
    <name>TrayIcon</name>
    <message>
        <source>Recording panel</source>
        <translation>录制面板</translation>
    </message>
    <message>
        <source>Show window</source>
        <translation>显示窗口</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>UndoTexts</name>
    <message>
        <source>Undo: cleared form</source>
        <translation>撤销：清空表单</translation>
    </message>
    <message>
        <source>Undo: filled form</source>
        <translation>撤销：填入表单</translation>
    </message>
    <message>
        <source>Undo: marked {room} as recording</source>
        <translation>撤销：把 {room} 标记为正在录制</translation>
    </message>
    <message>
        <source>Undo: marked {room} as ended</source>
        <translation>撤销：把 {room} 标记为已结束</translation>
    </message>
    <message>
        <source>Undo: marked {room} as handled</source>
        <translation>撤销：把 {room} 标记为已处理</translation>
    </message>
    <message numerus="yes">
        <source>Undo: marked {count} as recording</source>
        <translation>
            <numerusform>撤销：把 {count} 个标记为正在录制</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo: marked {count} as ended</source>
        <translation>
            <numerusform>撤销：把 {count} 个标记为已结束</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo: marked {count} as handled</source>
        <translation>
            <numerusform>撤销：把 {count} 个标记为已处理</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo: cleared search</source>
        <translation>撤销：清空搜索</translation>
    </message>
    <message>
        <source>Undo: search</source>
        <translation>撤销：搜索</translation>
    </message>
    <message>
        <source>Undo: filter {name}</source>
        <translation>撤销：筛选“{name}”</translation>
    </message>
    <message numerus="yes">
        <source>{count} stay as they are: somebody has acted on them since.</source>
        <translation>
            <numerusform>{count} 个保持不变：此后已有人操作过。</numerusform>
        </translation>
    </message>
    <message>
        <source>Not undone: somebody has acted on it since.</source>
        <translation>未撤销：此后已有人操作过。</translation>
    </message>
    <message>
        <source>Nothing to undo.</source>
        <translation>没有可撤销的操作。</translation>
    </message>
    <message>
        <source>A request can&apos;t be undone.</source>
        <translation>请求发出后无法撤销。</translation>
    </message>
    <message>
        <source>A request can&apos;t be undone. To stop {user}: choose the row, press F8.</source>
        <translation>请求发出后无法撤销。要停止录制 {user}：选中该行，按 F8。</translation>
    </message>
    <message>
        <source>Requests can&apos;t be undone. To stop one: choose its row, press F8.</source>
        <translation>请求发出后无法撤销。要停止其中一个：选中该行，按 F8。</translation>
    </message>
    <message>
        <source>Requests can&apos;t be undone. To record one again: Ended, choose its row, Edit as new.</source>
        <translation>请求发出后无法撤销。要再次录制其中一个：在“已结束”中选中该行，选“修改后新建”。</translation>
    </message>
    <message>
        <source>A request can&apos;t be undone. To record {user} again: Ended, choose the row, Edit as new.</source>
        <translation>请求发出后无法撤销。要再次录制 {user}：在“已结束”中选中该行，选“修改后新建”。</translation>
    </message>
    <message>
        <source>A request can&apos;t be undone. The stop of {user} is still without an answer.</source>
        <translation>请求发出后无法撤销。停止 {user} 的请求尚未收到回复。</translation>
    </message>
    <message>
        <source>A request can&apos;t be undone. Whether {user} was stopped is not known yet.</source>
        <translation>请求发出后无法撤销。{user} 是否已停止，目前结果未知。</translation>
    </message>
    <message>
        <source>Nothing to undo: {user} was not stopped, and is still live.</source>
        <translation>无需撤销：{user} 没有停止，仍在进行中。</translation>
    </message>
</context>
<context>
    <name>UnrecordedStopController</name>
    <message>
        <source>Room {room}, user {user} ({profile})</source>
        <translation>房间 {room}，用户 {user}（{profile}）</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>stopped, no file ids came</source>
        <translation>已停止，没有返回文件 ID</translation>
    </message>
    <message>
        <source>unconfirmed</source>
        <translation>结果未知</translation>
    </message>
</context>
<context>
    <name>UnrecordedStopDialog</name>
    <message>
        <source>Stop without a record</source>
        <translation>不留记录地停止</translation>
    </message>
    <message>
        <source>Stop without a record on this computer?</source>
        <translation>要停止录制，但不在本机留下记录吗？</translation>
    </message>
    <message>
        <source>The record on this computer can&apos;t be written, or is not at its place. The stop can be sent all the same: the list will not show it, and the file ids are shown here only, to be copied.</source>
        <translation>操作记录无法写入，或已不在原处。仍可发送停止请求：列表不会显示结果，文件 ID 只在此处显示，请自行复制。</translation>
    </message>
    <message>
        <source>Recordings and file ids</source>
        <translation>录制和文件 ID</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the file ids</source>
        <translation>复制文件 ID</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copy this now: it is shown only here</source>
        <translation>请立即复制：只在此处显示</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Practise now</source>
        <translation>立即练习</translation>
    </message>
    <message>
        <source>Connect an account…</source>
        <translation>添加配置…</translation>
    </message>
    <message>
        <source>Import profiles…</source>
        <translation>导入配置…</translation>
    </message>
    <message>
        <source>Join a team…</source>
        <translation>加入团队…</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>返回列表</translation>
    </message>
    <message>
        <source>Good to have you here</source>
        <translation>欢迎使用录制面板</translation>
    </message>
    <message>
        <source>Start and stop recordings of live rooms here, and see what became of each.</source>
        <translation>在这里开始和停止直播房间的录制，并查看每个录制的结果。</translation>
    </message>
    <message>
        <source>Team…</source>
        <translation>团队…</translation>
    </message>
    <message>
        <source>This desk is in a team: what colleagues record shows in the list.</source>
        <translation>本工位已加入团队：列表会显示同事的录制。</translation>
    </message>
    <message>
        <source>Starts alice in room 990001, in Practice: nothing is recorded.</source>
        <translation>在练习环境中，为房间 990001 的 alice 开始录制，不会真的录下内容。</translation>
    </message>
    <message>
        <source>For real recordings. Your administrator has the address and the login.</source>
        <translation>用于真正的录制。接入地址和凭证请向管理员索取。</translation>
    </message>
    <message>
        <source>From a file that a colleague has exported. Logins are not in it.</source>
        <translation>来自同事导出的文件，其中不含凭证。</translation>
    </message>
    <message>
        <source>For one list with your colleagues. Your administrator has the invitation.</source>
        <translation>与同事共用一个列表。可向管理员索取邀请。</translation>
    </message>
</context>
<context>
    <name>WhoIsHereDialog</name>
    <message>
        <source>Who is at this desk?</source>
        <translation>现在由谁操作？</translation>
    </message>
    <message>
        <source>What you asked for goes on then. Cancel sends nothing.</source>
        <translation>确认后继续刚才的操作；点“取消”则不发送任何请求。</translation>
    </message>
    <message>
        <source>Another name</source>
        <translation>其他名字</translation>
    </message>
    <message>
        <source>Goes into the record of what you do</source>
        <translation>会写入您的操作记录</translation>
    </message>
    <message>
        <source>Go on as {name}</source>
        <translation>由“{name}”继续</translation>
    </message>
</context>
<context>
    <name>WhoseButtons</name>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>团队</translation>
    </message>
    <message>
        <source>Only what this desk looks after: started or taken over here. What needs attention at a desk where nobody is counts as well.</source>
        <translation>只列出由本工位负责的录制：在这里开始或接手的。无人的工位上需要处理的录制也计入。</translation>
    </message>
    <message>
        <source>What was started at all desks of the team</source>
        <translation>团队所有工位开始的录制</translation>
    </message>
</context>
<context>
    <name>WindowActions</name>
    <message>
        <source>&amp;Recording</source>
        <translation>录制(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Sessions</source>
        <translation>列表(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Profile</source>
        <translation>配置(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>查看(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;New recording</source>
        <translation>新建录制(&amp;N)</translation>
    </message>
    <message>
        <source>room user form fields</source>
        <translation>房间号、用户、表单、填写</translation>
    </message>
    <message>
        <source>Start recording, from the form</source>
        <translation>开始录制（在表单中）</translation>
    </message>
    <message>
        <source>begin record</source>
        <translation>录</translation>
    </message>
    <message>
        <source>&amp;Stop the selected…</source>
        <translation>停止所选录制…(&amp;S)</translation>
    </message>
    <message>
        <source>end finish</source>
        <translation>结束、停</translation>
    </message>
    <message>
        <source>Stop one that is not in this &amp;list…</source>
        <translation>停止未列出的录制…(&amp;L)</translation>
    </message>
    <message>
        <source>unknown other missing</source>
        <translation>其他、找不到</translation>
    </message>
    <message>
        <source>&amp;Batch…</source>
        <translation>批量任务…(&amp;B)</translation>
    </message>
    <message>
        <source>many table file csv excel</source>
        <translation>多个、表格、文件、csv、excel</translation>
    </message>
    <message>
        <source>&amp;Details…</source>
        <translation>详情…(&amp;D)</translation>
    </message>
    <message>
        <source>page attempts history report</source>
        <translation>页面、尝试、历史、报告</translation>
    </message>
    <message>
        <source>&amp;Copy room and user</source>
        <translation>复制房间号和用户 ID(&amp;C)</translation>
    </message>
    <message>
        <source>clipboard</source>
        <translation>剪贴板</translation>
    </message>
    <message>
        <source>Copy file &amp;ids</source>
        <translation>复制文件 ID(&amp;I)</translation>
    </message>
    <message>
        <source>clipboard video on demand</source>
        <translation>剪贴板、云点播</translation>
    </message>
    <message>
        <source>&amp;Export the selected…</source>
        <translation>导出所选录制…(&amp;E)</translation>
    </message>
    <message>
        <source>table csv excel save</source>
        <translation>表格、csv、excel、保存</translation>
    </message>
    <message>
        <source>Export &amp;all that are listed…</source>
        <translation>导出列出的全部录制…(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Hand over…</source>
        <translation>交班…(&amp;H)</translation>
    </message>
    <message>
        <source>shift next colleague open</source>
        <translation>下一班、同事、班次</translation>
    </message>
    <message>
        <source>&amp;Plan of the day…</source>
        <translation>当日计划…(&amp;P)</translation>
    </message>
    <message>
        <source>schedule late table shift</source>
        <translation>排班、迟到、表格、日程</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>查找(&amp;F)</translation>
    </message>
    <message>
        <source>search filter</source>
        <translation>搜索、筛选</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Connect an account…</source>
        <translation>添加配置…(&amp;C)</translation>
    </message>
    <message>
        <source>new profile add customer</source>
        <translation>新建、客户、连接</translation>
    </message>
    <message>
        <source>Connection &amp;settings…</source>
        <translation>连接设置…(&amp;S)</translation>
    </message>
    <message>
        <source>login usersig certificate relay proxy limits colour</source>
        <translation>登录、UserSig、证书、接入地址、代理、限速、颜色</translation>
    </message>
    <message>
        <source>&amp;Team…</source>
        <translation>团队…(&amp;T)</translation>
    </message>
    <message>
        <source>join leave invitation colleagues desk this computer only</source>
        <translation>加入、退出、邀请、同事、工位、仅本机的列表</translation>
    </message>
    <message>
        <source>&amp;Import profiles…</source>
        <translation>导入配置…(&amp;I)</translation>
    </message>
    <message>
        <source>read file computer</source>
        <translation>读取、文件、电脑</translation>
    </message>
    <message>
        <source>&amp;Export profiles…</source>
        <translation>导出配置…(&amp;E)</translation>
    </message>
    <message>
        <source>save file computer</source>
        <translation>保存、文件、电脑</translation>
    </message>
    <message>
        <source>Check the connection &amp;now</source>
        <translation>立即检查连接(&amp;N)</translation>
    </message>
    <message>
        <source>reachable relay network ping refresh</source>
        <translation>可连通、接入服务、网络、刷新</translation>
    </message>
    <message>
        <source>&amp;Options of the form</source>
        <translation>表单选项(&amp;O)</translation>
    </message>
    <message>
        <source>tags category source preset fold</source>
        <translation>标签、分类、视频源、预设、折叠</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>列(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>语言(&amp;G)</translation>
    </message>
    <message>
        <source>S&amp;ettings…</source>
        <translation>设置…(&amp;E)</translation>
    </message>
    <message>
        <source>S&amp;hared screen</source>
        <translation>演示模式(&amp;H)</translation>
    </message>
    <message>
        <source>hide customer present privacy</source>
        <translation>隐藏、客户、演示、隐私</translation>
    </message>
    <message>
        <source>&amp;Find and open…</source>
        <translation>查找并打开…(&amp;F)</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Next area: form, list, inspector, status</source>
        <translation>下一个区域：表单、列表、详情、状态栏</translation>
    </message>
    <message>
        <source>Previous area</source>
        <translation>上一个区域</translation>
    </message>
    <message>
        <source>Text size: {percent} %</source>
        <translation>文字大小：{percent}%</translation>
    </message>
    <message>
        <source>&amp;Larger text</source>
        <translation>放大文字(&amp;L)</translation>
    </message>
    <message>
        <source>font zoom</source>
        <translation>字体、字号、缩放</translation>
    </message>
    <message>
        <source>&amp;Smaller text</source>
        <translation>缩小文字(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Usual text size</source>
        <translation>恢复文字大小(&amp;U)</translation>
    </message>
    <message>
        <source>Com&amp;pact rows</source>
        <translation>紧凑行距(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Normal rows</source>
        <translation>标准行距(&amp;N)</translation>
    </message>
    <message>
        <source>Co&amp;mfortable rows</source>
        <translation>宽松行距(&amp;M)</translation>
    </message>
    <message>
        <source>preferences theme language text motion backup restore prune</source>
        <translation>偏好、主题、语言、文字、动画、备份、恢复、清理</translation>
    </message>
    <message>
        <source>density height list</source>
        <translation>密度、行高、列表</translation>
    </message>
    <message>
        <source>&amp;Welcome</source>
        <translation>欢迎页(&amp;W)</translation>
    </message>
    <message>
        <source>first start practise name tour</source>
        <translation>第一次使用、练习、名字、导览</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation>使用指南(&amp;G)</translation>
    </message>
    <message>
        <source>help manual how</source>
        <translation>帮助、手册、怎么</translation>
    </message>
    <message>
        <source>Error &amp;codes</source>
        <translation>错误码(&amp;C)</translation>
    </message>
    <message>
        <source>explain reference number failure</source>
        <translation>解释、说明、编号、失败</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>shortcut keyboard</source>
        <translation>键盘、热键</translation>
    </message>
    <message>
        <source>Open &amp;data folder</source>
        <translation>打开数据文件夹(&amp;D)</translation>
    </message>
    <message>
        <source>file place ledger</source>
        <translation>文件、位置、操作记录</translation>
    </message>
    <message>
        <source>Open &amp;log folder</source>
        <translation>打开日志文件夹(&amp;L)</translation>
    </message>
    <message>
        <source>file place trace</source>
        <translation>文件、位置、日志</translation>
    </message>
    <message>
        <source>Save a &amp;report…</source>
        <translation>保存报告…(&amp;R)</translation>
    </message>
    <message>
        <source>bug crash makers support</source>
        <translation>故障、崩溃、开发者</translation>
    </message>
    <message>
        <source>&amp;About this program…</source>
        <translation>关于本面板…(&amp;A)</translation>
    </message>
    <message>
        <source>version licence</source>
        <translation>版本、许可证</translation>
    </message>
    <message>
        <source>Next field, previous field</source>
        <translation>下一个输入框、上一个输入框</translation>
    </message>
    <message>
        <source>In Tags: add the tag</source>
        <translation>在“标签”中：添加标签</translation>
    </message>
    <message>
        <source>In an empty Tags: remove the last tag</source>
        <translation>在空的“标签”中：删除最后一个标签</translation>
    </message>
    <message>
        <source>Previous row, next row</source>
        <translation>上一行、下一行</translation>
    </message>
    <message>
        <source>Select further rows</source>
        <translation>多选</translation>
    </message>
    <message>
        <source>Select all rows</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Details of the row</source>
        <translation>该行的详情</translation>
    </message>
    <message>
        <source>What can be done with the selected rows</source>
        <translation>所选行可用的操作</translation>
    </message>
    <message>
        <source>From the inspector back to the list</source>
        <translation>从详情回到列表</translation>
    </message>
    <message>
        <source>In the search: to the first hit</source>
        <translation>在搜索框中：到第一个结果</translation>
    </message>
    <message>
        <source>In the search: empty it</source>
        <translation>在搜索框中：清空</translation>
    </message>
    <message>
        <source>Press the button that is marked</source>
        <translation>按下突出显示的按钮</translation>
    </message>
    <message>
        <source>Cancel, or close</source>
        <translation>取消或关闭</translation>
    </message>
    <message>
        <source>In the form</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>In the list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>In a question</source>
        <translation>询问窗口</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>错误码</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>录制</translation>
    </message>
</context>
<context>
    <name>WindowController</name>
    <message>
        <source>The language changes once the open question is answered.</source>
        <translation>请先回答当前的询问，之后会自动切换语言。</translation>
    </message>
    <message>
        <source>The language changes once the batch is over and its result is closed.</source>
        <translation>批量任务结束、关闭结果之后，会自动切换语言。</translation>
    </message>
    <message>
        <source>The language changes once what is under way is over.</source>
        <translation>当前操作结束后，会自动切换语言。</translation>
    </message>
    <message>
        <source>The language changes once the list can be read, or at the next start.</source>
        <translation>列表可以读取后会自动切换语言，或在下次启动时切换。</translation>
    </message>
    <message>
        <source>Start waits: see below the list.</source>
        <translation>暂时无法开始，原因见列表下方。</translation>
    </message>
    <message>
        <source>Move the damaged file aside…</source>
        <translation>另存损坏的操作记录…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Move the damaged file aside?</source>
        <translation>要另存损坏的操作记录吗？</translation>
    </message>
    <message>
        <source>It stays in the data folder as it is. What can still be read of it goes into a new list; recordings that were live are unconfirmed there, and a few may be missing.</source>
        <translation>损坏的操作记录原样留在数据文件夹里。仍能读出的内容会放入新的列表；进行中的录制在新列表中结果未知，个别录制可能缺失。</translation>
    </message>
    <message>
        <source>Move it aside</source>
        <translation>另存</translation>
    </message>
    <message>
        <source>The damaged file is now {file}. Recordings of which something could be read: {count}. One that is missing can still be stopped: Stop a recording not in this list.</source>
        <translation>损坏的操作记录现在是 {file}。能读出内容的录制：{count} 个。缺失的录制仍可停止：请点“停止未列出的录制”。</translation>
    </message>
    <message>
        <source>Wait until what is under way is over, then leave.</source>
        <translation>请等手头的操作结束后再退出。</translation>
    </message>
    <message>
        <source>The panel was updated. Please restart it: close this window, and open it again. Recordings go on meanwhile.</source>
        <translation>面板已更新，请重新启动：关闭此窗口，再重新打开。录制不受影响。</translation>
    </message>
    <message>
        <source>The panel was removed from this computer. Close this window; recordings go on.</source>
        <translation>面板已从这台电脑卸载，请关闭此窗口。录制不受影响。</translation>
    </message>
    <message>
        <source>Closing. An answer that is on its way is waited for, for 10 seconds at most.</source>
        <translation>正在关闭。会等待还没收到的回复，最多 10 秒。</translation>
    </message>
    <message>
        <source>▲ Something went wrong in the panel itself. The list still shows what the ledger has. Copy the details for whoever gave you this program.</source>
        <translation>▲ 面板本身出错了。列表仍显示操作记录中的内容。请复制详情，发给面板的提供者。</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
</context>
<context>
    <name>WordCards</name>
    <message>
        <source>Ask</source>
        <translation>问嘉宾</translation>
    </message>
    <message>
        <source>Copy what to ask</source>
        <translation>复制要问嘉宾的话</translation>
    </message>
    <message>
        <source>Copy what to ask in the other language</source>
        <translation>用另一种语言复制要问嘉宾的话</translation>
    </message>
    <message>
        <source>Ask the guest</source>
        <translation>问嘉宾</translation>
    </message>
    <message>
        <source>Say</source>
        <translation>对客户说</translation>
    </message>
    <message>
        <source>Copy what to say</source>
        <translation>复制对客户说的话</translation>
    </message>
    <message>
        <source>Copy what to say in the other language</source>
        <translation>用另一种语言复制对客户说的话</translation>
    </message>
    <message>
        <source>Say to the customer</source>
        <translation>对客户说</translation>
    </message>
    <message>
        <source>Practice: nothing is recorded. For a real guest choose a real profile above.</source>
        <translation>练习环境：不会录制。要录制真实嘉宾，请在上方选择真实的配置。</translation>
    </message>
</context>
<context>
    <name>_Chip</name>
    <message>
        <source>Remove tag {tag}</source>
        <translation>删除标签 {tag}</translation>
    </message>
</context>
<context>
    <name>_Line</name>
    <message>
        <source>A start</source>
        <translation>开始请求</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop waiting</source>
        <translation>停止等待</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>排队等待发送</translation>
    </message>
    <message>
        <source>Starting… {passed} of {limit} s</source>
        <translation>正在开始：第 {passed} 秒，最多 {limit} 秒</translation>
    </message>
    <message>
        <source>Next try in {left} s</source>
        <translation>{left} 秒后自动重试</translation>
    </message>
    <message>
        <source>Answered {code}.</source>
        <translation>服务返回 {code}。</translation>
    </message>
    <message>
        <source>({number} of {tries})</source>
        <translation>（第 {number} 次，共 {tries} 次）</translation>
    </message>
</context>
</TS>
