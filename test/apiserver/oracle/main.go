// A kube-apiserver with etcd inside, for as long as somebody holds its standard input open.
package main

import (
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"

	"go.etcd.io/etcd/server/v3/embed"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
)

func main() {
	go func() {
		io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	store, err := startStore(filepath.Join(os.Args[1], "etcd"))
	if err != nil {
		fmt.Fprintln(os.Stderr, "etcd:", err)
		os.Exit(1)
	}
	server := app.NewAPIServerCommand()
	server.SetArgs(append(os.Args[2:], "--etcd-servers=http://"+store))
	if err := server.Execute(); err != nil {
		os.Exit(1)
	}
}

// Nobody but this process knows its port, and nothing has to last.
func startStore(folder string) (string, error) {
	anyPort := []url.URL{{Scheme: "http", Host: "127.0.0.1:0"}}
	config := embed.NewConfig()
	config.Dir = folder
	config.LogLevel = "error"
	config.UnsafeNoFsync = true
	config.ListenClientUrls, config.AdvertiseClientUrls = anyPort, anyPort
	config.ListenPeerUrls, config.AdvertisePeerUrls = anyPort, anyPort
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	store, err := embed.StartEtcd(config)
	if err != nil {
		return "", err
	}
	<-store.Server.ReadyNotify()
	return store.Clients[0].Addr().String(), nil
}
