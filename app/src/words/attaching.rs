//! Photos and papers in forms.

super::words! {
    attach = "照片和附件", "Photos and papers";
    attach_pick = "从相册或文件里选", "Choose photos or files";
    attach_photo = "拍一张", "Take a photo";
    attach_shows = "照片里是什么", "What the photo shows";
    attach_shows_hint = "写一句话，看不见照片的人也能知道。", "One sentence, so that those who cannot see it know.";
    attach_name = "文件名", "Name of the file";
    attach_up = "上移", "Move up";
    attach_down = "下移", "Move down";
    attach_remove = "移除", "Remove";
    attach_removed = "已移除一件。", "One was removed.";
    attach_back = "撤销移除", "Undo";
    attach_wait = "照片还在处理，请稍等片刻再公示。", "Photos are still being made small: wait a moment, then publish.";
    attach_empty = "是空文件，里面没有内容。请检查后重新选。", "is empty. Check it and choose again.";
    attach_phone_picture = "是 HEIC 格式，这个浏览器打不开。请在手机“设置”→“相机”→“格式”里选“兼容性最佳”再拍；已有的照片，可以截一张屏再选。", "is in HEIC format, which this browser cannot open. In the phone's settings choose Camera, Formats, \"Most Compatible\" and take it again; of a photo that you have, take a screenshot and choose that.";
    attach_drawing = "是 SVG 图形，里面可以藏程序，不能公示。请截屏或另存为 PNG、JPEG 再选。", "is an SVG drawing, which can hold programs. Take a screenshot or save it as PNG or JPEG.";
    attach_film = "是视频，不能公示。请截一张图，或拍照片。", "is a film. Take a photo, or a screenshot of it.";
    attach_other_document = "不能直接公示。文档请另存为 PDF，表格请另存为不带宏的 .xlsx，再选一次。", "cannot be published like this. Save documents as PDF and tables as .xlsx without macros, then choose again.";
    attach_active_paper = "里面带有程序、密码或夹带的文件，不能公示。请在电脑上打开，用“打印”→“另存为 PDF”存一份再选。", "holds programs, a password or other files. Open it on a computer, print it to a new PDF and choose that.";
    attach_damaged = "打不开：文件可能坏了，或者太大。请重新拍照，或截屏后再选。", "cannot be opened: it may be damaged or too large. Take the photo again, or a screenshot of it.";
    attach_unknown = "不是照片，也不是 PDF、XLSX、CSV。改文件名没有用，要看里面的内容。请另存为这几种格式再选。", "is neither a photo nor a PDF, XLSX or CSV file, whatever it is called. Save it as one of these and choose again.";
    attach_not_kept = "没有存下来：手机存储可能满了。请清理后再选。", "was not kept: the device may be full. Make room and choose again.";
}

super::sentences! {
    attach_hint(most: usize) = "最多 {most} 件：照片，或者 PDF、XLSX、CSV。照片在本机缩小，拍摄地点、时间和手机型号都会去掉。", "Up to {most}: photos, or PDF, XLSX and CSV files. Photos are made small on this device; place, time and device are taken out.";
    attach_working(number: usize, count: usize) = "正在处理第 {number} 件，共 {count} 件…", "Working on {number} of {count} …";
    attach_too_large(megabytes: u32) = "太大了，最大 {megabytes} MB。请压缩或拆成几个文件再选。", "is too large: {megabytes} MB at most. Compress or split it, then choose again.";
    attach_too_many(most: usize) = "没有加上：最多 {most} 件。请先移除不要的，或者另记一条。", "was left out: {most} at most. Remove some, or write another entry.";
    attach_preview(number: usize) = "第 {number} 张照片的缩略图", "Photo {number}, small";
    attach_numbered(what: &str, number: usize) = "{what}第 {number} 件", "{what}: number {number}";
}
