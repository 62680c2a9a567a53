#![allow(clippy::unwrap_used)]
use proptest::prelude::*;

use super::*;

/// A JPEG of these segments (marker and content) with a scan at the end.
fn jpeg(segments: &[(u8, &[u8])], behind: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8];
    for (marker, content) in segments.iter().chain(&[(0xDA, [0; 6].as_slice())]) {
        bytes.extend([0xFF, *marker]);
        bytes.extend(u16::try_from(content.len() + 2).unwrap().to_be_bytes());
        bytes.extend_from_slice(content);
    }
    // Coded data with an escaped 0xFF and a restart marker.
    bytes.extend([1, 2, 0xFF, 0, 3, 0xFF, 0xD0, 4, 0xFF, 0xD9]);
    bytes.extend_from_slice(behind);
    bytes
}

const JFIF: (u8, &[u8]) = (0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");

fn png(chunks: &[&[u8; 4]], behind: &[u8]) -> Vec<u8> {
    let mut bytes = png::SIGNATURE.to_vec();
    for name in chunks {
        bytes.extend(3_u32.to_be_bytes());
        bytes.extend_from_slice(*name);
        bytes.extend([1, 2, 3, 0, 0, 0, 0]);
    }
    bytes.extend_from_slice(behind);
    bytes
}

fn webp(chunks: &[&[u8; 4]]) -> Vec<u8> {
    let mut content = b"WEBP".to_vec();
    for name in chunks {
        content.extend_from_slice(*name);
        content.extend(3_u32.to_le_bytes());
        content.extend([1, 2, 3, 0]);
    }
    [b"RIFF".as_slice(), &u32::try_from(content.len()).unwrap().to_le_bytes(), &content].concat()
}

/// A ZIP file of empty parts.
fn zip(names: &[&str]) -> Vec<u8> {
    let mut bytes = b"PK\x03\x04".to_vec();
    bytes.resize(30, 0);
    let from = u32::try_from(bytes.len()).unwrap();
    for name in names {
        let mut head = LISTED_HEAD.to_vec();
        head[28..30].copy_from_slice(&u16::try_from(name.len()).unwrap().to_le_bytes());
        bytes.extend(head);
        bytes.extend_from_slice(name.as_bytes());
    }
    let mut end = [0; 22];
    end[..4].copy_from_slice(b"PK\x05\x06");
    end[10..12].copy_from_slice(&u16::try_from(names.len()).unwrap().to_le_bytes());
    end[16..20].copy_from_slice(&from.to_le_bytes());
    bytes.extend(end);
    bytes
}

const LISTED_HEAD: [u8; 46] = {
    let mut head = [0; 46];
    (head[0], head[1], head[2], head[3]) = (b'P', b'K', 1, 2);
    head
};

#[test]
fn b10_a_file_is_what_its_bytes_are() {
    let workbook = zip(&["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"]);
    // "姓名,数量" and "承诺,1" in GBK.
    let gbk = b"\xD0\xD5\xC3\xFB,\xCA\xFD\xC1\xBF\n\xB3\xD0\xC5\xB5,1\n";
    let files: [(&[u8], MediaType); 8] = [
        (&jpeg(&[JFIF], b""), MediaType::Jpeg),
        (&png(&[b"IHDR", b"IDAT", b"IEND"], b""), MediaType::Png),
        (&webp(&[b"VP8 "]), MediaType::Webp),
        (b"%PDF-1.7\n", MediaType::Pdf),
        (&workbook, MediaType::Xlsx),
        ("\u{FEFF}事项,金额\n修路,3\n".as_bytes(), MediaType::Csv),
        ("事项\t金额\r\n".as_bytes(), MediaType::Csv),
        (gbk, MediaType::Csv),
    ];
    for (bytes, media) in files {
        assert_eq!(check_file(bytes), Ok(media), "{media:?}");
    }
}

#[test]
fn b10_what_shows_or_holds_nothing_or_runs_is_not_taken() {
    let files: [&[u8]; 13] = [
        b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1,2</script></svg>",
        b"\xEF\xBB\xBF \n<!DOCTYPE html><p>1,2",
        b"<?xml version=\"1.0\"?><svg/>,",
        b"GIF89a\x01\0,;",
        b"\x7FELF\x02\x01,",
        b"MZ\x90\x00,",
        b"one word",
        b"a,b\0c",
        b"a,\xFF\xFE",
        &zip(&["word/document.xml", "[Content_Types].xml"]),
        &zip(&["[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"]),
        &[zip(&["[Content_Types].xml", "xl/workbook.xml"]), b"more".to_vec()].concat(),
        b"PK\x03\x04",
    ];
    for bytes in files {
        assert_eq!(check_file(bytes), Err(MediaError::UnknownType), "{:?}", String::from_utf8_lossy(bytes));
    }
    assert_eq!(check_file(b""), Err(MediaError::Size { bytes: 0 }));
    let large = vec![b','; MAX_BLOB_BYTES as usize + 1];
    assert_eq!(check_file(&large), Err(MediaError::Size { bytes: large.len() }));
    assert_eq!(check_file(&large[1..]), Ok(MediaType::Csv));
}

#[test]
fn b10_a_picture_carries_no_more_than_is_to_be_seen_on_it() {
    let profile: (u8, &[u8]) = (0xE2, b"ICC_PROFILE\0\x01\x01rest");
    let clean = [
        jpeg(&[JFIF, profile, (0xDB, &[0; 65]), (0xC2, &[0; 15]), (0xC4, &[0; 20])], b""),
        jpeg(&[(0xEE, b"Adobe\0d\0\0\0\0\x01")], b""),
        png(&[b"IHDR", b"sRGB", b"pHYs", b"PLTE", b"tRNS", b"IDAT", b"IDAT", b"IEND"], b""),
        webp(&[b"VP8X", b"ICCP", b"ALPH", b"VP8 "]),
    ];
    for bytes in &clean {
        assert!(!carries_metadata(bytes));
    }
    let telling = [
        jpeg(&[JFIF, (0xE1, b"Exif\0\0II*\0")], b""),
        jpeg(&[(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>")], b""),
        jpeg(&[(0xED, b"Photoshop 3.0\0")], b""),
        jpeg(&[(0xE2, b"MPF\0")], b""),
        jpeg(&[(0xFE, "王家村".as_bytes())], b""),
        jpeg(&[(0xE0, b"JFXX\0\x10")], b""),
        jpeg(&[(0xE5, b"maker")], b""),
        jpeg(&[JFIF], b"ftypmp42"),
        png(&[b"IHDR", b"eXIf", b"IDAT", b"IEND"], b""),
        png(&[b"IHDR", b"tEXt", b"IDAT", b"IEND"], b""),
        png(&[b"IHDR", b"iTXt", b"IDAT", b"IEND"], b""),
        png(&[b"IHDR", b"tIME", b"IDAT", b"IEND"], b""),
        png(&[b"IHDR", b"IDAT", b"IEND"], b"behind"),
        webp(&[b"VP8X", b"VP8 ", b"EXIF"]),
        webp(&[b"VP8X", b"VP8 ", b"XMP "]),
        [webp(&[b"VP8 "]), b"behind".to_vec()].concat(),
    ];
    for bytes in &telling {
        assert_eq!(check_file(bytes), Err(MediaError::Metadata));
    }
}

#[test]
fn b10_a_picture_that_ends_early_is_not_called_clean() {
    for whole in [jpeg(&[JFIF], b""), png(&[b"IHDR", b"IDAT", b"IEND"], b""), webp(&[b"VP8 "])] {
        for end in 12..whole.len() {
            assert!(check_file(&whole[..end]).is_err(), "{end} of {}", whole.len());
        }
    }
}

#[test]
fn b10_words_name_the_bytes_that_they_were_made_for() {
    let bytes = jpeg(&[JFIF], b"");
    let blob = Blob::of(&bytes, Salt([7; 32])).unwrap();
    assert_eq!((blob.media, blob.bytes as usize), (MediaType::Jpeg, bytes.len()));
    assert_eq!(blob.hash, Digest::of(&[&[[7; 32].as_slice(), &bytes].concat()]));
    assert!(blob.is_of(&bytes));
    assert!(!blob.is_of(&bytes[1..]) && !Blob { bytes: blob.bytes + 1, ..blob.clone() }.is_of(&bytes));
    assert_ne!(Blob::of(&bytes, Salt([8; 32])).unwrap().hash, blob.hash);
}

proptest! {
    #[test]
    fn b10_any_bytes_are_looked_at(bytes: Vec<u8>, head in 0_usize..5) {
        let heads: [&[u8]; 5] = [b"", b"\xFF\xD8\xFF", png::SIGNATURE, b"RIFF\x10\0\0\0WEBP", b"PK\x03\x04"];
        let bytes = [heads[head], &bytes].concat();
        let _looked = check_file(&bytes);
    }
}
