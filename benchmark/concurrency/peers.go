// SPDX-License-Identifier: BSD-3-Clause
//
// The same operations with goroutines. Arguments: the row, its number of locks or goroutines, how many processors they have.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

var locks [4]sync.Mutex

func yields(n, count int) {
	var done sync.WaitGroup
	done.Add(count)
	for i := 0; i < count; i++ {
		go func() {
			for k := 0; k < n/count; k++ {
				runtime.Gosched()
			}
			done.Done()
		}()
	}
	done.Wait()
}

func alone(n int) {
	for i := 0; i < n; i++ {
		runtime.Gosched()
	}
}

// A goroutine as a coroutine: two channels, one for each direction.
func coroutine(n int) {
	resume, suspend := make(chan bool), make(chan bool)
	go func() {
		for range resume {
			suspend <- true
		}
	}()
	for i := 0; i < n; i++ {
		resume <- true
		<-suspend
	}
	close(resume)
}

func create(n int) {
	var done sync.WaitGroup
	for i := 0; i < n; i++ {
		done.Add(1)
		go func() { done.Done() }()
		done.Wait()
	}
}

//go:noinline
func call(count int) {
	for i := 0; i < count; i++ {
		locks[i].Lock()
	}
	for i := count - 1; i >= 0; i-- {
		locks[i].Unlock()
	}
}

// Two goroutines that take turns under a mutex and two conditions.
func turns(n int) {
	var lock sync.Mutex
	turn := [2]*sync.Cond{sync.NewCond(&lock), sync.NewCond(&lock)}
	whose := 0
	var done sync.WaitGroup
	done.Add(2)
	for me := 0; me < 2; me++ {
		go func(me int) {
			lock.Lock()
			for i := 0; i < n; i++ {
				for whose != me {
					turn[me].Wait()
				}
				whose = 1 - me
				turn[1-me].Signal()
			}
			lock.Unlock()
			done.Done()
		}(me)
	}
	done.Wait()
}

// A call accepted: a rendezvous on a channel without places.
func accept(n int) {
	calls := make(chan int)
	go func() {
		for i := 0; i < n; i++ {
			calls <- i
		}
	}()
	for i := 0; i < n; i++ {
		<-calls
	}
}

// Numbers through a channel with 128 places.
func channel(n int) {
	places := make(chan int, 128)
	var done sync.WaitGroup
	done.Add(2)
	go func() {
		for i := 0; i < n; i++ {
			places <- i
		}
		done.Done()
	}()
	go func() {
		for i := 0; i < n; i++ {
			if <-places != i {
				panic("wrong number")
			}
		}
		done.Done()
	}()
	done.Wait()
}

// Four goroutines for one mutex, or with an own one each, for a time; the number of operations.
func contend(own bool) int {
	const workers = 4
	type worker struct {
		lock  sync.Mutex
		count int
		ended int
		pad   [64]byte
	}
	var w [workers]worker
	var stop int32
	var done sync.WaitGroup
	done.Add(workers)
	for i := 0; i < workers; i++ {
		go func(me int) {
			used, n := &w[0], 0
			if own {
				used = &w[me]
			}
			for ; atomic.LoadInt32(&stop) == 0; n++ {
				used.lock.Lock()
				used.count++
				used.lock.Unlock()
			}
			w[me].ended = n
			done.Done()
		}(i)
	}
	time.Sleep(100 * time.Millisecond)
	atomic.StoreInt32(&stop, 1)
	done.Wait()
	sum := 0
	for i := range w {
		sum += w[i].ended
	}
	return sum
}

// Processor time, as the other programs measure.
func now() int64 {
	var use syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &use)
	return use.Utime.Nano() + use.Stime.Nano()
}

func main() {
	count, _ := strconv.Atoi(os.Args[2])
	processors, _ := strconv.Atoi(os.Args[3])
	runtime.GOMAXPROCS(processors)
	if os.Args[1] == "contend" || os.Args[1] == "own" {
		start := now()
		n := contend(os.Args[1] == "own")
		fmt.Printf("%.2f\n", float64(now()-start)/float64(n))
		return
	}
	run := map[string]func(int){"yield": func(n int) { yields(n, count) }, "alone": alone, "channel": channel, "coroutine": coroutine, "create": create, "turns": turns, "accept": accept,
		"mutex": func(n int) {
			for i := 0; i < n; i++ {
				call(count)
			}
		}}[os.Args[1]]
	for n := 100; ; {
		start := now()
		run(n)
		spent := now() - start
		if spent > 30000000 {
			fmt.Printf("%.2f\n", float64(spent)/float64(n))
			return
		}
		if spent > 1000000 {
			n = int(float64(n)*40000000/float64(spent)) + 1
		} else {
			n *= 4
		}
	}
}
