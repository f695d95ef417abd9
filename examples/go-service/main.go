// A service with one answer.
package main

import (
	"log"
	"net/http"
	"os"
)

var version = "dev"

func main() {
	http.HandleFunc("/version", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(version + "\n"))
	})
	log.Fatal(http.ListenAndServe(os.Getenv("LISTEN"), nil))
}
