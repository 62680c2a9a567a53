// Reads one of our logs over HTTP with golang.org/x/mod/sumdb/{note,tlog}, the packages that Go checks its own module
// log with, and verifies all of it: the checkpoint's signature, every tile against the root, every entry's inclusion,
// and that the log of each smaller size is a beginning of it.
//
//	reader URL-OF-THE-LOG VERIFIER-KEY
package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
	// A full tile has 8 kB, a full bundle 256 entries of at most 64 kB.
	maxAnswerBytes = tileWidth * (1<<16 + 2)
)

type server struct {
	url   string
	tiles map[tlog.Tile][]byte
}

func (s server) get(path string) ([]byte, error) {
	answer, err := http.Get(s.url + path)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, answer.Status)
	}
	return io.ReadAll(io.LimitReader(answer.Body, maxAnswerBytes))
}

func (s server) Height() int { return tileHeight }

// SaveTiles keeps what was found to belong to the tree, for this run.
func (s server) SaveTiles(tiles []tlog.Tile, data [][]byte) {
	for place, tile := range tiles {
		s.tiles[tile] = data[place]
	}
}

func (s server) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		if known, ok := s.tiles[tile]; ok {
			all = append(all, known)
			continue
		}
		// Go names the height in the path, C2SP tlog-tiles does not: there is only one.
		path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight), "tile/", 1)
		data, err := s.get(path)
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (s server) entries(size int64) ([][]byte, error) {
	var entries [][]byte
	for number := int64(0); number*tileWidth < size; number++ {
		width := min(size-number*tileWidth, tileWidth)
		tile := tlog.Tile{H: tileHeight, L: -1, N: number, W: int(width)}
		path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/data/", tileHeight), "tile/entries/", 1)
		bundle, err := s.get(path)
		if err != nil {
			return nil, err
		}
		for len(bundle) > 0 {
			if len(bundle) < 2 {
				return nil, fmt.Errorf("%s ends inside a length", path)
			}
			length := int(bundle[0])<<8 | int(bundle[1])
			if len(bundle) < 2+length {
				return nil, fmt.Errorf("%s ends inside an entry", path)
			}
			entries = append(entries, bundle[2:2+length])
			bundle = bundle[2+length:]
		}
	}
	if int64(len(entries)) != size {
		return nil, fmt.Errorf("%d entries are served of a log of %d", len(entries), size)
	}
	return entries, nil
}

func verify(url, vkey string) (int64, error) {
	server := server{url, map[tlog.Tile][]byte{}}
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return 0, err
	}
	signed, err := server.get("checkpoint")
	if err != nil {
		return 0, err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return 0, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return 0, fmt.Errorf("not a checkpoint of %s: %q", verifier.Name(), opened.Text)
	}
	var size int64
	if _, err := fmt.Sscanf(lines[1], "%d", &size); err != nil {
		return 0, err
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return 0, err
	}
	entries, err := server.entries(size)
	if err != nil {
		return 0, err
	}
	hashes := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, server)
	return size, verifyTree(size, root, entries, hashes)
}

func verifyTree(size int64, root tlog.Hash, entries [][]byte, hashes tlog.HashReader) error {
	for index, entry := range entries {
		record, err := tlog.ProveRecord(size, int64(index), hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(record, size, root, int64(index), tlog.RecordHash(entry)); err != nil {
			return fmt.Errorf("entry %d: %w", index, err)
		}
		old := int64(index) + 1
		oldRoot, err := tlog.TreeHash(old, hashes)
		if err != nil {
			return err
		}
		tree, err := tlog.ProveTree(size, old, hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(tree, size, root, old, oldRoot); err != nil {
			return fmt.Errorf("the log of size %d: %w", old, err)
		}
	}
	return nil
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: reader URL-OF-THE-LOG VERIFIER-KEY")
		os.Exit(2)
	}
	size, err := verify(os.Args[1], os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("%d entries verified\n", size)
}
